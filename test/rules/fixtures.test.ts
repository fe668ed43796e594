// Every rule against its fixtures: what is found, where, and what each of its fixes makes of the file.
// `UPDATE=1 npm test -- fixtures` writes what the rules say now; read the difference before you commit it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding } from '../../server/src/rule/finding';
import { everyRule } from '../../server/src/rules/every';
import { applyEdits, clash, type TextEdit } from '../../server/src/text/edit';
import { analyseFor } from '../support/analyse';
import { withMarkers, withoutMarkers } from '../support/markers';

const FOLDER = 'test/fixtures/rules';
const MAX_FIXES = 4;
const isUpdate = process.env.UPDATE === '1';

const KINDS = {
  '.Dockerfile': 'Dockerfile',
  '.compose.yaml': 'file:///w/compose.yaml',
  '.daemon.json': 'daemon.json',
  '.script.sh': 'run.sh',
  '.script.mk': 'rules.mk',
  '.unit.service': 'file:///w/docker.service',
  '.unit.socket': 'file:///w/docker.socket',
} as const;
const endOf = (name: string): keyof typeof KINDS | undefined =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((end) => name.endsWith(end));

const fixtures = readdirSync(FOLDER).filter((name) => endOf(name) && !name.includes('.fixed'));

for (const rule of everyRule) {
  test(`${rule.id} has a fixture`, () => {
    assert.ok(fixtures.some((name) => ruleOf(name) === rule.id));
  });
}

for (const name of fixtures) {
  const path = join(FOLDER, name);
  const written = readFileSync(path, 'utf8');
  const text = withoutMarkers(written);
  const end = endOf(name) ?? '.Dockerfile';
  const analysed = analyseFor(ruleOf(name), KINDS[end]);
  const own = (content: string): Finding[] => analysed(content).findings.filter(({ rule }) => rule === ruleOf(name));

  test(`${name}: findings`, () => {
    const { lines } = analysed(text);
    compare(path, written, withMarkers(lines, own(text)));
  });

  for (let index = 0; index < MAX_FIXES; index++) {
    const golden = `${path.slice(0, -end.length)}.fixed${index === 0 ? '' : `-${index + 1}`}${end}`;
    test(`${name}: fix ${index + 1}`, () => {
      const fixed = applyFixes(text, own(text), index);
      if (fixed === undefined) {
        if (isUpdate) rmSync(golden, { force: true });
        assert.ok(!existsSync(golden), `${basename(golden)} is there, but no finding has that fix`);
        return;
      }
      compare(golden, existsSync(golden) ? readFileSync(golden, 'utf8') : '', fixed);
    });
  }
}

/** `secret-in-env.crlf.Dockerfile` is another fixture of secret-in-env. */
function ruleOf(name: string): string {
  return name.split('.')[0] ?? name;
}

function compare(path: string, expected: string, actual: string): void {
  if (isUpdate && expected !== actual) writeFileSync(path, actual);
  else assert.equal(actual, expected);
}

/** The text after the fix at `index` of each finding, those that would touch one another left out. */
function applyFixes(text: string, findings: readonly Finding[], index: number): string | undefined {
  const edits: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes[index];
    const mine = fix && ownEdits(fix);
    if (mine && !clash(edits, mine)) edits.push(...mine);
  }
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}
