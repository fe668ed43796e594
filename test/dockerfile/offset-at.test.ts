// From a place to an offset, and back: each word of each instruction is found where it is written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetAt } from '../../server/src/dockerfile/offset-at';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { rangeAt } from '../../server/src/dockerfile/syntax';
import { dockerfileRules } from '../../server/src/rules/all.generated';

const written = [
  ...dockerfileRules.map(({ docs }) => docs.bad),
  'FROM a \\\n  # why\n\n  AS b\nENV A=1 \\\n\\\n B=2\nRUN <<E x\ny\nE\nCOPY \\\n  --from=a \\\n  --chown=b /c \\\n  /d',
  '\ufeff# escape=`\nFROM a `\n AS b\nEXPOSE 1 `\n 2\n',
];

test('in texts with continuations, comments, heredocs, CR LF', () => {
  let words = 0;
  for (const text of [...written, ...written.map((each) => each.replaceAll('\n', '\r\n'))]) {
    for (const placed of readDockerfile(text).instructions) {
      const { keyword, flags, args } = placed.instruction;
      for (const { start, end } of [keyword, ...flags, ...args]) {
        const range = rangeAt(placed, start, end);
        assert.equal(offsetAt(placed, range.start), start, text);
        if (end > start) assert.equal(offsetAt(placed, range.end), end, text);
        words++;
      }
    }
  }
  assert.ok(words > 200, `${words} words`);
});

test('where the logical line has nothing there is none', () => {
  const [from, run] = readDockerfile('  FROM a \\\n  # why\n  AS b # c\nRUN <<E\nx\nE\n').instructions;
  assert.ok(from && run);
  assert.equal(offsetAt(from, { line: 1, character: 3 }), undefined, 'a comment');
  assert.equal(offsetAt(from, { line: 3, character: 0 }), undefined, 'another instruction');
  assert.equal(offsetAt(run, { line: 4, character: 0 }), undefined, "a heredoc's body");
});
