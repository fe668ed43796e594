// `npm run bench`: how long a user waits, each row with a bar and with the findings that it has to count right. `--assert`
// exits with 1 when a row misses its bar; a wrong count always does.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { argv, execPath, exit, stdout } from 'node:process';
import { auditRows } from './bench/audit';
import { latencyRow } from './bench/latency';
import { printedRows, type Row } from './bench/row';
import { startUpRow } from './bench/start-up';
import { CORPUS, type CorpusFile, readCorpus } from './corpus/files';

const EXAMPLES = 'examples';
/** About as many files as the corpus has. */
const REPEATS = 500;

const built = spawnSync(execPath, ['esbuild.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) exit(1);

const files = await readFiles();
const rows: Row[] = [startUpRow(`${EXAMPLES}/node-api/Dockerfile`), ...auditRows(files)];
for (const [lines, bar] of [[500, 5] as const, [5_000, 16] as const]) rows.push(await latencyRow(files, lines, bar));
stdout.write(printedRows(rows));
const [load = 0] = loadavg();
if (load > availableParallelism()) {
  const cores = availableParallelism();
  stdout.write(
    `\nOther work runs on this machine (a load of ${load.toFixed(1)} on ${cores} cores): these times are too long.\n`,
  );
}

const isWrong = rows.some(({ problem }) => problem !== undefined);
const isSlow = rows.some(({ isMet }) => !isMet);
exit(isWrong || (isSlow && argv.includes('--assert')) ? 1 : 0);

async function readFiles(): Promise<readonly CorpusFile[]> {
  if (existsSync(CORPUS)) return readCorpus(CORPUS);
  stdout.write(`There is no corpus at ${CORPUS}: measured on ${EXAMPLES}/, ${REPEATS} times over.\n\n`);
  const examples = await readCorpus(EXAMPLES);
  return Array.from({ length: REPEATS }, (_, i) =>
    examples.map(({ path, text }) => ({ path: `${i}/${path}`, text })),
  ).flat();
}
