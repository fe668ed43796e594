// `npm run generate`: writes what is said in two places from the one place that knows it. With `--check` it writes
// nothing, and fails when a file is stale.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { composeSchema } from './generate/compose-schema';
import { coverage } from './generate/coverage';
import { grammars } from './generate/grammar/grammars';
import { manifest } from './generate/manifest';
import { otherIds } from './generate/other-ids';
import { type Output, strayPages, toDos } from './generate/output';
import { readme } from './generate/readme';
import { ruleLists } from './generate/rule-list';
import { rulePages } from './generate/rule-pages';
import { readRules } from './generate/rules';
import { schema } from './generate/schema';
import { thirdParty } from './generate/third-party';
import { baseImages, endOfLife, fileVariables, imageNeeds, releases } from './generate-data';
import { secretPatterns } from './generate-secrets';

const TABLES: readonly Output[] = [
  { path: 'server/src/image/base-images.generated.json', text: baseImages() },
  { path: 'server/src/image/releases.generated.json', text: releases() },
  { path: 'server/src/image/file-variables.generated.json', text: fileVariables() },
  { path: 'server/src/image/needs.generated.json', text: imageNeeds() },
  { path: 'server/src/image/end-of-life.generated.json', text: endOfLife() },
  ...secretPatterns(),
  composeSchema(),
];

const rules = await readRules();
const outputs: readonly Output[] = [
  ...TABLES,
  ...ruleLists(rules),
  ...rulePages(rules),
  coverage(rules),
  readme(rules),
  manifest(),
  otherIds(rules),
  ...grammars(),
  schema(rules),
  await thirdParty(),
];

const isStale = ({ path, text }: Output): boolean => !existsSync(path) || readFileSync(path, 'utf8') !== text;
const stale = outputs.filter(isStale);
const stray = strayPages(outputs);
const unfinished = toDos(rules);

if (argv.includes('--check')) check();
else write();

function check(): void {
  for (const { path } of stale) stderr.write(`${path} is stale\n`);
  for (const path of stray) stderr.write(`${path} is the page of no rule\n`);
  if (stale.length + stray.length > 0) stderr.write('Run `npm run generate`, and commit what it changes.\n');
  for (const place of unfinished) stderr.write(`${place} still says TODO\n`);
  if (stale.length + stray.length + unfinished.length > 0) exit(1);
  stdout.write(`${outputs.length} generated files are as they should be\n`);
}

function write(): void {
  for (const { path, text } of stale) {
    writeFileSync(path, text);
    stdout.write(`wrote ${path}\n`);
  }
  for (const path of stray) {
    rmSync(path);
    stdout.write(`removed ${path}\n`);
  }
  for (const place of unfinished) stdout.write(`${place} says TODO\n`);
  if (stale.length + stray.length === 0) stdout.write(`${outputs.length} generated files are up to date\n`);
  // This very program was built with the old tables, and the pages show what fixes make of them.
  if (stale.some((output) => TABLES.includes(output))) stdout.write('The tables changed: run it once more.\n');
}
