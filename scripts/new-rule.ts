// `npm run new-rule ID`: writes the two files that a rule is, a rule that works and the fixture that shows it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { idProblem } from './new-rule/id';
import { fixtureText, ruleText } from './new-rule/templates';

const [id, ...others] = argv.slice(2);
if (id === undefined || others.length > 0) fail('give one id: npm run new-rule world-readable-key');
const paths = { rule: `server/src/rules/dockerfile/${id}.ts`, fixture: `test/fixtures/rules/${id}.Dockerfile` };
const problem = problemOf(id);
if (problem !== undefined) fail(problem);

for (const [path, text] of [[paths.rule, ruleText(id)] as const, [paths.fixture, fixtureText(id)] as const]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  stdout.write(`wrote ${path}\n`);
}
stdout.write(`
Write what is marked TODO: it is for a rule about MAINTAINER, and \`npm run check\` refuses it as it is. Then:

  npm run generate        puts the rule into the list and writes its page
  npm test -- rules       runs its examples and its fixture; with UPDATE=1 before it, writes the fixture's markers
`);

function problemOf(wanted: string): string | undefined {
  const taken = Object.values(paths).find((path) => existsSync(path));
  return idProblem(wanted) ?? (taken === undefined ? undefined : `${taken} is there already`);
}

function fail(message: string): never {
  stderr.write(`new-rule: ${message}\n`);
  exit(1);
}
