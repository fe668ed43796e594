// Differences as patch reads them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unifiedDiff } from '../../server/src/report/unified-diff';
import { assertGolden } from './sample';

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1}\n`);

describe('unified diff', () => {
  test('of equal texts is empty', () => assert.equal(unifiedDiff('a', 'x\n', 'x\n'), ''));

  test('is as the golden text', () => {
    const before = numbered(40);
    const after = [...before];
    after.splice(1, 1, 'two\n');
    after.splice(6, 0, 'new\n');
    after.splice(30, 2);
    after.splice(38, 1, '40');
    const texts: readonly (readonly [string, string, string])[] = [
      ['a/Dockerfile', before.join(''), after.join('')],
      ['/absolute', 'FROM x\r\nRUN y\r\n', 'FROM x\r\nUSER z\r\nRUN y\r\n'],
      ['odd "name"\n', 'x', 'x\n'],
      ['empty', '', 'x\n'],
      ['emptied', 'x\n', ''],
    ];
    assertGolden('unified.diff', texts.map(([path, a, b]) => unifiedDiff(path, a, b)).join(''));
  });

  test('of more lines than a call takes arguments', () => {
    const diff = unifiedDiff('a', numbered(150_000).join(''), '');
    assert.equal(diff.split('\n').length, 150_004);
  });

  test('of large texts without a common line is one change, and quick', () => {
    const diff = unifiedDiff('a', numbered(50_000).join(''), numbered(50_000).join('').replaceAll('\n', 'x\n'));
    assert.ok(diff.startsWith('--- a/a\n+++ b/a\n@@ -1,50000 +1,50000 @@\n-1\n'));
  });
});
