// `npm run corpus`: what the rules say of real Dockerfiles, and how that differs from the committed table. `--update`
// writes the table, `--check` fails when it is stale, `--sample RULE N --seed S` shows findings for reading by eye.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { CORPUS, readCorpus } from './corpus/files';
import { describeChange, isSame, type Measured, measure, printed } from './corpus/measure';
import { sample, sampledIds } from './corpus/sample';

const TABLE = 'test/corpus.json';
const SAMPLE_SIZE = '20';

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    update: { type: 'boolean' },
    check: { type: 'boolean' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const isCount = (text: string): boolean => /^[0-9]+$/.test(text);
const folder = positionals.find((text) => !isCount(text)) ?? CORPUS;

if (values.sample !== undefined && !sampledIds.includes(values.sample)) {
  stderr.write(`There is no rule ${values.sample}; there are ${sampledIds.join(', ')}.\n`);
  exit(1);
}
if (!existsSync(folder)) {
  stdout.write(`There is no corpus at ${folder}: nothing was measured. Any folder of Dockerfiles can be given.\n`);
  exit(positionals.length > 0 && folder !== CORPUS ? 1 : 0);
}
const files = await readCorpus(folder);

if (values.sample !== undefined) {
  const size = Number(positionals.find(isCount) ?? SAMPLE_SIZE);
  stdout.write(sample(files, { rule: values.sample, size, seed: Number(values.seed) }));
  exit(0);
}

const before: Measured | undefined = existsSync(TABLE) ? JSON.parse(readFileSync(TABLE, 'utf8')) : undefined;
const { measured, failures } = measure(files);
stdout.write(printed(measured, before));
for (const failure of failures) stderr.write(`${failure}\n`);
if (values.update && failures.length > 0) stderr.write(`Rules failed: ${TABLE} stays as it is.\n`);
else if (values.update) {
  writeFileSync(TABLE, `${JSON.stringify(measured, null, 2)}\n`);
  stdout.write(`\nwrote ${TABLE}\n`);
} else if (!isSame(measured, before)) {
  stdout.write(`\n${describeChange(measured, before)}\n`);
}
const isStale = values.check === true && !isSame(measured, before);
if (isStale) stderr.write(`${TABLE} is stale. Read what changed, then run \`npm run corpus -- --update\`.\n`);
exit(isStale || failures.length > 0 ? 1 : 0);
