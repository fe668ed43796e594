// SARIF: what code scanning needs of it, and fingerprints that stay when lines move.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type * as Sarif from 'sarif';
import { Fingerprints, fnv1a } from '../../server/src/report/fingerprint';
import { render } from '../../server/src/report/report';
import { sarifReport } from '../../server/src/report/sarif';
import type { Finding } from '../../server/src/rule/finding';
import { rangeOf } from '../../server/src/text/range';
import { assertGolden, sampleFiles, sampleRules } from './sample';

const sarif = (): string =>
  render(sarifReport({ rules: sampleRules, version: '1.2.3', root: 'file:///project' }), sampleFiles);
const log: Sarif.Log = JSON.parse(sarif());
const run = log.runs[0] ?? assert.fail('no run');
const results = run.results ?? assert.fail('no results');
const { driver } = run.tool;

describe('sarif', () => {
  test('is as the golden text', () => assertGolden('report.sarif', `${JSON.stringify(log, undefined, 1)}\n`));

  test('is printable', () => assert.doesNotMatch(sarif(), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/));

  test('says what made it and how it counts', () => {
    assert.equal(log.version, '2.1.0');
    assert.match(log.$schema ?? '', /sarif-2\.1\.0\.json$/);
    assert.equal(log.runs.length, 1);
    assert.deepEqual([driver.name, driver.version], ['Hullwright', '1.2.3']);
    assert.match(driver.informationUri ?? '', /^https:/);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.deepEqual(run.invocations, [{ executionSuccessful: true }]);
    assert.deepEqual(run.originalUriBaseIds, { '%SRCROOT%': { uri: 'file:///project/' } });
  });

  test('describes every rule', () => {
    const rules = driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      sampleRules.map(({ id }) => id),
    );
    for (const rule of rules) {
      assert.ok(
        rule.shortDescription?.text && rule.fullDescription?.text && rule.help?.text && rule.help.markdown,
        rule.id,
      );
      assert.match(rule.helpUri ?? '', new RegExp(`/${rule.id}\\.md$`));
      assert.match(rule.defaultConfiguration?.level ?? '', /^(?:error|warning|note)$/);
    }
    assert.deepEqual(rules[0]?.properties, {
      tags: ['security', 'privilege', 'CIS-4.1', 'external/cwe/cwe-250'],
      precision: 'high',
      'security-severity': '5.5',
    });
    assert.ok(rules[1]?.properties?.tags?.includes('external/cwe/cwe-079'));
    assert.equal(rules[2]?.properties?.precision, 'low');
    assert.deepEqual(rules[3]?.properties, { tags: ['syntax'], precision: 'high' });
  });

  test('points each result at its rule and its place', () => {
    assert.equal(results.length, 15);
    for (const { ruleId, ruleIndex, message, locations, partialFingerprints, suppressions } of results) {
      assert.equal(driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
      assert.ok(message.text);
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? assert.fail('no place');
      assert.equal(artifactLocation?.uriBaseId, '%SRCROOT%');
      assert.doesNotMatch(artifactLocation.uri ?? '', /^\/|[ \x00-\x1f]/);
      for (const each of [region?.startLine, region?.startColumn, region?.endLine, region?.endColumn])
        assert.ok(each && each >= 1);
      assert.match(partialFingerprints?.['hullwright/v1'] ?? '', /^[\da-f]{16}:\d+$/);
      assert.deepEqual(suppressions, []);
    }
    assert.deepEqual([...new Set(results.map(({ level }) => level))], ['warning', 'error', 'note']);
    assert.deepEqual(results[0]?.locations?.[0]?.physicalLocation?.region, {
      startLine: 1,
      startColumn: 6,
      endLine: 1,
      endColumn: 12,
    });
    assert.equal(results[0]?.relatedLocations?.[0]?.message?.text, 'this step needs root');
  });

  test('gives fixes that can be applied, not those with blanks', () => {
    assert.deepEqual(
      results[0]?.fixes?.map(({ description }) => description?.text),
      ["Run as 'nobody'"],
    );
    const [inFile, inOther] = results[2]?.fixes ?? [];
    assert.deepEqual(inFile?.artifactChanges[0]?.replacements, [
      { deletedRegion: { startLine: 4, startColumn: 8, endLine: 4, endColumn: 30 } },
    ]);
    assert.deepEqual(inOther?.artifactChanges[0]?.artifactLocation, { uri: '.dockerignore', uriBaseId: '%SRCROOT%' });
  });

  test('keeps files out of the root absolute', () => {
    const text = render(
      sarifReport({ rules: sampleRules, version: '1', root: 'file:///pro' }),
      sampleFiles.slice(0, 1),
    );
    const other: Sarif.Log = JSON.parse(text);
    assert.deepEqual(other.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation, {
      uri: 'file:///project/Dockerfile',
    });
  });
});

describe('fingerprint', () => {
  const at = (line: number): Finding => ({
    rule: 'r',
    severity: 'hint',
    message: '',
    range: rangeOf(line, 0, line, 1),
    related: [],
    fixes: [],
    masked: [],
  });

  const fingerprints = (lines: readonly string[], findings: readonly Finding[]): string[] => {
    const names = new Fingerprints(lines);
    return findings.map((finding) => names.of(finding));
  };

  test('is FNV-1a', () => {
    assert.equal(fnv1a(''), 'cbf29ce484222325');
    assert.equal(fnv1a('foobar'), '85944171f73967e8');
    assert.equal(fnv1a('RUN echo "für 日本 😀"'), '3fe1799a649ac361');
  });

  test('stays when lines move, and tells equal lines apart', () => {
    const before = fingerprints(['A', 'B', 'B'], [at(0), at(1), at(2)]);
    assert.deepEqual(fingerprints(['# new', '  A\r', 'B', '', 'B'], [at(1), at(2), at(4)]), before);
    assert.equal(new Set(before).size, 3);
  });
});
