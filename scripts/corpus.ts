// `npm run corpus`: what the rules say of real Dockerfiles and Compose files, and how that differs from the committed table. `--update`
// writes the table, `--check` fails when it is stale, `--sample RULE N --seed S` shows findings for reading by eye.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { COMPOSE_CORPUS, CORPUS, readCorpus } from './corpus/files';
import { type CorpusTable, measureAll } from './corpus/measure';
import { describeChange, isSame, printed } from './corpus/printed';
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
const named = positionals.find((text) => !isCount(text));
const [dockerfiles, composeFiles] = named === undefined ? [CORPUS, COMPOSE_CORPUS] : [named, named];

if (values.sample !== undefined && !sampledIds.includes(values.sample)) {
  stderr.write(`There is no rule ${values.sample}; there are ${sampledIds.join(', ')}.\n`);
  exit(1);
}
for (const folder of [dockerfiles, composeFiles]) {
  if (existsSync(folder)) continue;
  stdout.write(`There is no corpus at ${folder}: nothing was measured. Any folder of Dockerfiles can be given.\n`);
  exit(named === undefined ? 0 : 1);
}
const files = [...(await readCorpus(dockerfiles, 'dockerfile')), ...(await readCorpus(composeFiles, 'compose'))];

if (values.sample !== undefined) {
  const size = Number(positionals.find(isCount) ?? SAMPLE_SIZE);
  stdout.write(sample(files, { rule: values.sample, size, seed: Number(values.seed) }));
  exit(0);
}

const before: CorpusTable | undefined = existsSync(TABLE) ? JSON.parse(readFileSync(TABLE, 'utf8')) : undefined;
const { table, failures } = measureAll(files);
stdout.write(printed(table, before));
for (const failure of failures) stderr.write(`${failure}\n`);
if (values.update && failures.length > 0) stderr.write(`Rules failed: ${TABLE} stays as it is.\n`);
else if (values.update) {
  writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`);
  stdout.write(`\nwrote ${TABLE}\n`);
} else if (!isSame(table, before)) {
  stdout.write(`\n${describeChange(table, before)}\n`);
}
const isStale = values.check === true && !isSame(table, before);
if (isStale) stderr.write(`${TABLE} is stale. Read what changed, then run \`npm run corpus -- --update\`.\n`);
exit(isStale || failures.length > 0 ? 1 : 0);
