// `npm run bench`: how long a user waits, each row with a bar and with the findings that it has to count right. `--assert`
// exits with 1 when a row misses its bar; a wrong count always does.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { argv, execPath, exit, stdout, version } from 'node:process';
import { againstPeer } from './bench/against-peer';
import { auditRows } from './bench/audit';
import { longDockerfile } from './bench/input';
import { growthRow, latencyRow, measureLatency } from './bench/latency';
import { PEERS } from './bench/peers';
import { printedRows, type Row, verdictOf } from './bench/row';
import { startUpRow } from './bench/start-up';
import { CORPUS, type CorpusFile, readCorpus } from './corpus/files';

const EXAMPLES = 'examples';
/** About as many files as the corpus has. */
const REPEATS = 500;

const built = spawnSync(execPath, ['esbuild.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) exit(1);

const files = await readFiles();
const rows: Row[] = [startUpRow(`${EXAMPLES}/node-api/Dockerfile`), ...auditRows(files)];

const text = longDockerfile(files, 500);
const at500 = await measureLatency(text);
rows.push(latencyRow(at500, 5));
for (const peer of PEERS) rows.push(await againstPeer(peer, text, at500));
const at5000 = await measureLatency(longDockerfile(files, 5_000));
rows.push(latencyRow(at5000, 16));
rows.push(growthRow(at5000, await measureLatency(longDockerfile(files, 20_000))));

stdout.write(printedRows(rows));
const cores = availableParallelism();
stdout.write(`\nNode ${version} on ${cores} cores.\n`);
const [load = 0] = loadavg();
if (load > cores) {
  stdout.write(`Other work runs on this machine (a load of ${load.toFixed(1)}): these times are too long.\n`);
}

const verdicts = new Set(rows.map(verdictOf));
exit(verdicts.has('WRONG') || (verdicts.has('MISSED') && argv.includes('--assert')) ? 1 : 0);

async function readFiles(): Promise<readonly CorpusFile[]> {
  if (existsSync(CORPUS)) return readCorpus(CORPUS);
  stdout.write(`There is no corpus at ${CORPUS}: measured on ${EXAMPLES}/, ${REPEATS} times over.\n\n`);
  const examples = await readCorpus(EXAMPLES);
  return Array.from({ length: REPEATS }, (_, i) =>
    examples.map(({ path, text }) => ({ path: `${i}/${path}`, text })),
  ).flat();
}
