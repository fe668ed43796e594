// Edits of a text whose lines end at LF.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits, clash, EditSet, fitEdits, shiftEdit, type TextEdit } from '../../server/src/text/edit';
import { rangeOf } from '../../server/src/text/range';
import { pick, randomNumbers } from '../support/random';

const edit = (line: number, character: number, endLine: number, endCharacter: number, newText = ''): TextEdit => ({
  range: rangeOf(line, character, endLine, endCharacter),
  newText,
});
const insert = (line: number, character: number, newText: string): TextEdit =>
  edit(line, character, line, character, newText);

describe('applying', () => {
  type Row = readonly [what: string, text: string, edits: readonly TextEdit[], result: string];
  const rows: readonly Row[] = [
    ['nothing', 'a\nb', [], 'a\nb'],
    ['an insertion', 'ab', [insert(0, 1, 'x')], 'axb'],
    ['a removal over lines', 'ab\ncd\nef', [edit(0, 1, 2, 1)], 'af'],
    ['a replacement', 'one two', [edit(0, 4, 0, 7, 'three')], 'one three'],
    ['several, in any order', 'abc', [insert(0, 3, '3'), insert(0, 0, '0'), edit(0, 1, 0, 2, 'B')], '0aBc3'],
    ['several at one place, in their order', 'ab', [insert(0, 1, 'x'), insert(0, 1, 'y')], 'axyb'],
    ['an insertion where another edit ends', 'abc', [edit(0, 0, 0, 2, 'x'), insert(0, 2, 'y')], 'xyc'],
    ['an edit of a whole line', 'a\nb\nc', [edit(1, 0, 2, 0)], 'a\nc'],
    ['beyond the end of a line', 'a\nb', [insert(0, 99, 'x')], 'ax\nb'],
    ['lines that end in CRLF', 'a\r\nb\r\n', [insert(1, 0, 'x\r\n')], 'a\r\nx\r\nb\r\n'],
    ['behind two UTF-16 units', '🐳a', [insert(0, 2, 'x')], '🐳xa'],
    ['an empty text', '', [insert(0, 0, 'x')], 'x'],
    ['a line behind the last, which has no line break', 'a', [insert(1, 0, 'x\n')], 'a\nx'],
    ['a line behind the last in CRLF', 'a', [insert(1, 0, 'x\r\n')], 'a\r\nx'],
    ['a line behind the last, which has one', 'a\n', [insert(1, 0, 'x\n')], 'a\nx\n'],
    ['a removal up to behind the last line', 'a\nb', [edit(0, 1, 2, 0)], 'a'],
  ];
  for (const [what, text, edits, result] of rows) test(what, () => assert.equal(applyEdits(text, edits), result));

  test('edits that overlap are refused', () => {
    assert.throws(() => applyEdits('abcd', [edit(0, 0, 0, 2), edit(0, 1, 0, 3)]), RangeError);
  });
});

test('edits are fitted into the text', () => {
  const inside = [insert(0, 1, 'x')];
  assert.equal(fitEdits(['a', 'b'], inside), inside, 'those that fit stay the same value');
  assert.deepEqual(fitEdits(['a', 'bc'], [insert(2, 0, 'x\n')]), [insert(1, 2, '\nx')]);
  assert.deepEqual(fitEdits(['a', 'bc'], [edit(0, 0, 2, 0, 'x')]), [edit(0, 0, 1, 2, 'x')]);
});

test('an edit moves with its lines', () => {
  assert.deepEqual(shiftEdit(edit(1, 2, 3, 4, 'x'), 5), edit(6, 2, 8, 4, 'x'));
});

test('what clashes', () => {
  const rows: readonly (readonly [a: TextEdit, b: TextEdit, clashes: boolean])[] = [
    [insert(0, 1, 'x'), insert(0, 1, 'y'), true],
    [insert(0, 1, 'x'), insert(0, 2, 'y'), false],
    [edit(0, 0, 0, 2), edit(0, 1, 0, 3), true],
    [edit(0, 0, 0, 3), edit(0, 1, 0, 2), true],
    [edit(0, 0, 0, 2), edit(0, 2, 0, 3), false],
    [edit(0, 0, 0, 2), insert(0, 2, 'x'), false],
    [edit(0, 0, 0, 2), insert(0, 1, 'x'), true],
    [edit(0, 0, 0, 2), insert(0, 0, 'x'), true],
    [edit(0, 0, 2, 0), edit(1, 0, 1, 1), true],
  ];
  for (const [a, b, clashes] of rows) {
    assert.equal(clash([a], [b]), clashes);
    assert.equal(clash([b], [a]), clashes);
  }
  assert.equal(clash([], [insert(0, 0, 'x')]), false);
});

test('a set takes what clashes with nothing in it, as comparing with each of them does', () => {
  const random = randomNumbers(3);
  const number = (below: number): number => Math.floor(random() * below);
  for (let round = 0; round < 2_000; round++) {
    const set = new EditSet();
    const taken: TextEdit[] = [];
    for (let i = 0; i < 8; i++) {
      const start = number(12);
      const edits = [edit(0, start, 0, start + number(4), 'x')];
      if (random() < 0.3) edits.push(pick(random, [insert(0, 16, 'y'), insert(0, 20 + i, 'y'), edit(0, 17, 0, 24)]));
      const isFree = !clash(taken, edits);
      assert.equal(set.add(edits), isFree);
      if (isFree) taken.push(...edits);
    }
    assert.deepEqual(new Set(set.edits), new Set(taken));
  }
});

test('very many edits', () => {
  const lines = 200_000;
  const set = new EditSet();
  for (let line = 0; line < lines; line++) assert.ok(set.add([insert(line, 0, 'x')]));
  assert.equal(applyEdits('\n'.repeat(lines), set.edits), 'x\n'.repeat(lines));
});
