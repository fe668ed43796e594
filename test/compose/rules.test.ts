// The rules on Compose files: their examples, and the promises of their fixes over fixtures and real files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Service } from '../../server/src/compose/model';
import type { Node } from '../../server/src/compose/node';
import { readProject } from '../../server/src/compose/project';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding, Fix } from '../../server/src/rule/finding';
import { composeRules } from '../../server/src/rules/compose.generated';
import { applyEdits } from '../../server/src/text/edit';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import { analyse, analyseFor } from '../support/analyse';
import { withoutMarkers } from '../support/markers';
import { needsShared, readShared, sharedRows } from '../support/shared';

const FIXTURES = 'test/fixtures/rules';
const URI = 'file:///w/compose.yaml';

const findingsOf = (text: string): readonly Finding[] => analyse(text, 'strict', URI).findings;

/** Hints of other rules are no part of an example: they fire on nearly every file. */
const told = (text: string, id: string): string[] => [
  ...new Set(
    analyseFor(
      id,
      URI,
    )(text)
      .findings.filter(({ rule, severity }) => rule === id || severity !== 'hint')
      .map(({ rule }) => rule),
  ),
];

for (const { id, docs, alsoReports = [] } of composeRules) {
  test(`${id}: the bad example is reported, the good one is silent`, () => {
    assert.deepEqual(told(docs.bad, id).sort(), [id, ...alsoReports].sort());
    assert.deepEqual(told(docs.good, id), []);
  });
}

const countOf = (findings: readonly Finding[], id: string): number => findings.filter(({ rule }) => rule === id).length;

function shownNode(node: Node): unknown {
  if (node.kind === 'scalar') return node.value === undefined ? `?${node.text}` : node.value;
  if (node.kind === 'sequence') return node.items.map(shownNode);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, shownNode(value)]));
}

const keysOf = ({ body }: Service): [string, string][] =>
  [...body.entries].map(([key, value]) => [key, JSON.stringify(shownNode(value))]);

/** What Compose reads: each key of each service, and what the top level says beside these. */
function readingOf(text: string): Map<string, string> {
  const project = readProject({ uri: URI, text, files: EMPTY_FOLDER });
  const reading = new Map<string, string>([['refusal', project.refusal ?? '']]);
  for (const [name, service] of project.all) {
    reading.set(`${name}.`, '');
    for (const [key, value] of keysOf(service)) reading.set(`${name}.${key}`, value);
  }
  for (const kind of ['networks', 'volumes', 'secrets', 'configs'] as const) {
    for (const [name, node] of project[kind]) reading.set(`:${kind}:${name}`, JSON.stringify(shownNode(node)));
  }
  for (const [name, node] of project.rest)
    if (!name.startsWith('x-')) reading.set(`:${name}`, JSON.stringify(shownNode(node)));
  return reading;
}

/** Rules that say of a file that Compose refuses it: what it says is found once it is mended. */
const UNCOVERS: ReadonlySet<string> = new Set(['invalid-compose', 'misspelt-hardening-key']);

/** Rules whose fix makes Compose ask for a variable: it does not start without one. */
const ASKS: ReadonlySet<string> = new Set(['secret-in-environment', 'weak-default-password']);

interface Seen {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly reading: ReadonlyMap<string, string>;
}

function broken({ text, findings: before, reading: old }: Seen, { rule }: Finding, fix: Fix): string | undefined {
  if (fix.safety === 'manual') return undefined;
  const edits = ownEdits(fix);
  if (!edits) return undefined;
  const fixed = applyEdits(text, edits);
  const after = findingsOf(fixed);
  if (countOf(after, rule) >= countOf(before, rule)) return 'the finding stays';
  const superseded = composeRules.find(({ id }) => id === rule)?.supersedes ?? [];
  const fresh = after.find(
    ({ rule: other, severity }) =>
      severity !== 'hint' && !superseded.includes(other) && countOf(after, other) > countOf(before, other),
  );
  if (fresh && !UNCOVERS.has(rule)) return `it brings ${fresh.rule}: ${fresh.message}`;
  if (text.includes('\r\n') && /(?<!\r)\n/.test(fixed) && !/(?<!\r)\n/.test(text))
    return 'it brings another line break';
  if (commentsIn(text) !== commentsIn(fixed)) return 'a comment is lost';
  const now = readingOf(fixed);
  const refusal = now.get('refusal');
  if (!old.get('refusal') && refusal && !(ASKS.has(rule) && /required variable/.test(refusal)))
    return `Compose refuses it: ${refusal}`;
  const { adds = [], removes = [], changes = [] } = fix.delta;
  const named = new Set([...adds, ...removes, ...changes]);
  if (named.has('*')) return undefined;
  const wrong = [...new Set([...old.keys(), ...now.keys()])].find(
    (key) => key !== 'refusal' && old.get(key) !== now.get(key) && !named.has(nameOfKey(key)),
  );
  return wrong === undefined ? undefined : `it changes ${wrong}`;
}

const commentsIn = (source: string): string =>
  source
    .split(/\r?\n/)
    .filter((line) => /^\s*#/.test(line))
    .join('\n');

/** `:networks:front` is named by `networks`, `web.ports` by `ports`. */
const nameOfKey = (key: string): string =>
  (key.startsWith(':') ? key.split(':')[1] : key.slice(key.lastIndexOf('.') + 1)) ?? '';

/** Of each rule in a file: the next ones are like the first. */
const EACH = 2;

function check(name: string, text: string): { readonly broken: string[]; readonly tried: number } {
  const found: string[] = [];
  let tried = 0;
  const seen: Seen = { text, findings: findingsOf(text), reading: readingOf(text) };
  const times = new Map<string, number>();
  for (const finding of seen.findings) {
    times.set(finding.rule, (times.get(finding.rule) ?? 0) + 1);
    if ((times.get(finding.rule) ?? 0) > EACH) continue;
    for (const fix of finding.fixes) {
      tried++;
      const problem = broken(seen, finding, fix);
      if (problem) found.push(`${name}:${finding.range.start.line + 1} ${finding.rule}, "${fix.title}": ${problem}`);
    }
  }
  return { broken: found, tried };
}

test('fixes keep their promises on fixtures and examples, with either line break', () => {
  const texts = [
    ...readdirSync(FIXTURES)
      .filter((name) => name.endsWith('.compose.yaml'))
      .map((name) => [name, withoutMarkers(readFileSync(`${FIXTURES}/${name}`, 'utf8'))] as const),
    ...composeRules.map(({ id, docs }) => [`${id} docs.bad`, docs.bad] as const),
  ];
  let tried = 0;
  for (const [name, text] of texts) {
    for (const variant of [text, text.replaceAll(/\r?\n/g, '\r\n'), text.replace(/\r?\n$/, ''), `\ufeff${text}`]) {
      const result = check(name, variant);
      assert.deepEqual(result.broken, []);
      tried += result.tried;
    }
  }
  assert.ok(tried > 300, `${tried} fixes`);
});

test('fixes keep their promises on the whole corpus', { skip: needsShared, timeout: 900_000 }, () => {
  let tried = 0;
  const found: string[] = [];
  for (const row of sharedRows('oracle', 'compose-corpus.jsonl')) {
    if (typeof row !== 'object' || row === null || !('file' in row) || typeof row.file !== 'string') continue;
    const result = check(row.file, readShared(row.file));
    tried += result.tried;
    found.push(...result.broken);
  }
  assert.deepEqual(found, []);
  assert.ok(tried > 3_000, `${tried} fixes tried`);
});
