// The rules on daemon.json: their examples, the promises of their fixes, and input that nobody should write.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding, Fix } from '../../server/src/rule/finding';
import { daemonRules } from '../../server/src/rules/daemon.generated';
import { applyEdits } from '../../server/src/text/edit';
import { analyse } from '../support/analyse';
import { withoutMarkers } from '../support/markers';
import { randomNumbers } from '../support/random';

const FIXTURES = 'test/fixtures/rules';
const MUTATIONS = 2_000;

const findingsOf = (text: string): readonly Finding[] => analyse(text, 'strict', 'daemon.json').findings;

/** Hints of other rules are no part of an example: they fire on nearly every file. */
const told = (text: string, id: string): string[] => [
  ...new Set(
    findingsOf(text)
      .filter(({ rule, severity }) => rule === id || severity !== 'hint')
      .map(({ rule }) => rule),
  ),
];

for (const { id, docs, alsoReports = [] } of daemonRules) {
  test(`${id}: the bad example is reported, the good one is silent`, () => {
    assert.deepEqual(told(docs.bad, id).sort(), [id, ...alsoReports].sort());
    assert.deepEqual(told(docs.good, id), []);
  });
}

/** The daemon takes nothing from a file with such a key: what it says is found once it is mended. */
const UNCOVERS: ReadonlySet<string> = new Set(['daemon-wrong-type', 'daemon-unknown-key', 'daemon-removed-key']);

const countOf = (findings: readonly Finding[], id: string): number => findings.filter(({ rule }) => rule === id).length;

function valuesOf(text: string): Map<string, string> {
  const read: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
  assert.ok(typeof read === 'object' && read !== null);
  return new Map(Object.entries(read).map(([key, value]) => [key, JSON.stringify(value)]));
}

/** What is wrong with a fix: the finding stays, another comes, or a key changes that the delta does not name. */
function broken(text: string, { rule }: Finding, fix: Fix): string | undefined {
  const edits = ownEdits(fix) ?? [];
  const fixed = applyEdits(text, edits);
  const [before, after] = [findingsOf(text), findingsOf(fixed)];
  if (countOf(after, rule) >= countOf(before, rule)) return 'the finding stays';
  const fresh = after.find(
    ({ rule: other, severity }) => severity !== 'hint' && countOf(after, other) > countOf(before, other),
  );
  if (fresh && !UNCOVERS.has(rule)) return `it brings ${fresh.rule}`;
  if (text.includes('\r\n') && /(?<!\r)\n/.test(fixed)) return 'it brings another line break';
  const { adds = [], removes = [], changes = [] } = fix.delta;
  const named = new Set([...adds, ...removes, ...changes]);
  const [old, now] = [valuesOf(text), valuesOf(fixed)];
  const wrong = [...new Set([...old.keys(), ...now.keys()])].find(
    (key) => !named.has(key) && old.get(key) !== now.get(key),
  );
  return wrong === undefined ? undefined : `it changes ${wrong}`;
}

test('fixes keep their promises on fixtures and examples, with either line break', () => {
  const texts = [
    ...readdirSync(FIXTURES)
      .filter((name) => name.endsWith('.daemon.json'))
      .map((name) => withoutMarkers(readFileSync(`${FIXTURES}/${name}`, 'utf8'))),
    ...daemonRules.map(({ docs }) => docs.bad),
  ];
  let tried = 0;
  for (const text of texts.flatMap((each) => [each, each.replaceAll(/\r?\n/g, '\r\n'), `\ufeff${each}`])) {
    for (const finding of findingsOf(text)) {
      for (const fix of finding.fixes) {
        tried++;
        assert.equal(broken(text, finding, fix), undefined, `${finding.rule}: ${fix.title}\n${text}`);
      }
    }
  }
  assert.ok(tried > 300, `${tried} fixes`);
});

describe('whatever stands there', () => {
  test('nothing throws', () => {
    const random = randomNumbers(7);
    const seeds = daemonRules.flatMap(({ docs }) => [docs.bad, docs.good]);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\u0000',
      '\ufeff',
      '//',
      '1e999',
      'null',
      '-',
      '\r',
      '😀',
    ];
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    for (let i = 0; i < MUTATIONS; i++) {
      const text = pick(seeds);
      const at = Math.floor(random() * text.length);
      const mutated = text.slice(0, at) + pick(pieces) + text.slice(at + Math.floor(random() * 6));
      for (const { fixes } of findingsOf(mutated)) for (const fix of fixes) fix.edits();
    }
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['20,000 keys', `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join()}}`],
    ['20,000 times a key', `{${'"icc":true,'.repeat(20_000)}"icc":1}`],
    ['50,000 hosts', `{"hosts":[${'"tcp://0.0.0.0:2375",'.repeat(50_000)}1]}`],
    ['10,000 deep', '['.repeat(10_000)],
  ] as const) {
    test(what, () => {
      for (const { fixes } of findingsOf(text).slice(0, 10)) for (const fix of fixes) fix.edits();
    });
  }
});
