// `npm run bench`: how long a user waits, each row with a bar and with the findings that it has to count right. With words
// only the parts whose names have one: `npm run bench -- compose`. `--assert` exits with 1 when a row misses its bar; a wrong
// count always does.

import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { argv, execPath, exit, stderr, stdout, version } from 'node:process';
import { parseArgs } from 'node:util';
import { chosen, PARTS } from './bench/parts';
import { printedRows, type Row, verdictOf } from './bench/row';

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { assert: { type: 'boolean' } },
});
const parts = chosen(positionals);
if (parts.length === 0) {
  stderr.write(`There is no such part; there are ${PARTS.map(({ name }) => name).join(', ')}.\n`);
  exit(1);
}

const built = spawnSync(execPath, ['esbuild.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) exit(1);

const rows: Row[] = [];
for (const { measured } of parts) rows.push(...(await measured()));

stdout.write(printedRows(rows));
const cores = availableParallelism();
stdout.write(`\nNode ${version} on ${cores} cores.\n`);
const [load = 0] = loadavg();
if (load > cores) {
  stdout.write(`Other work runs on this machine (a load of ${load.toFixed(1)}): these times are too long.\n`);
}

const verdicts = new Set(rows.map(verdictOf));
exit(verdicts.has('WRONG') || (verdicts.has('MISSED') && values.assert === true) ? 1 : 0);
