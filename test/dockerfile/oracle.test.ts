// Reading agrees with BuildKit: on every row that its real parser answered, and on small cases of our own, which it answered
// as they say when they were written.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ParsedFile, parsedFile } from '../../server/src/cli/parse';
import { needsShared, readShared, sharedRows } from '../support/shared';

interface Row {
  readonly name?: string;
  readonly file?: string;
  readonly text?: string;
  readonly [field: string]: unknown;
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null;

/** The rows of the corpus leave out the arguments of RUN in shell form, and those alone. */
function withoutShellForms({ instructions, ...rest }: ParsedFile): Row {
  const short = instructions?.map(({ args, ...instruction }) =>
    instruction.keyword === 'RUN' && !instruction.json ? instruction : { ...instruction, args },
  );
  return instructions ? { ...rest, instructions: short } : rest;
}

test('145 small files read as BuildKit read them', { skip: needsShared }, () => {
  const rows = sharedRows('oracle', 'cases.jsonl').filter(isRow);
  for (const { name, text, ...expected } of rows) assert.deepEqual(parsedFile(text ?? ''), expected, name);
  assert.equal(rows.length, 145);
});

test('2,869 real files read as BuildKit read them', { skip: needsShared }, () => {
  const rows = sharedRows('oracle', 'corpus.jsonl').filter(isRow);
  for (const { file = '', ...expected } of rows) {
    assert.deepEqual(withoutShellForms(parsedFile(readShared(file))), expected, file);
  }
  assert.equal(rows.length, 2869);
});

/** A text, and what BuildKit reads in it: a line for each instruction, as `shown` writes them, or its refusal. */
type Case = readonly [text: string, ...read: string[]];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  continuations: [
    ['FROM a \\\n  AS b\n', '1-2 FROM "a" "AS" "b"'],
    ['FROM a\nRUN one \\ \t\n && two\n', '1-1 FROM "a"', '2-3 RUN "one  && two"'],
    ['FROM a\nRUN one \\\\\nUSER x\n', '1-1 FROM "a"', '2-2 RUN "one \\\\\\\\"', '3-3 USER "x"'],
    ['FROM a\nRUN one \\\n\n\n && two\n', '1-1 FROM "a"', '2-5 RUN "one  && two"'],
    ['FROM a\nRUN one \\\n# why\n  # and how\n && two\n', '1-1 FROM "a"', '2-5 RUN "one  && two"'],
    ['FROM a\nRUN one \\\n# why \\\n && two\n', '1-1 FROM "a"', '2-4 RUN "one  && two"'],
    ['FROM a\nRUN one # no comment \\\n two\n', '1-1 FROM "a"', '2-3 RUN "one # no comment  two"'],
    ['FROM a\nRUN one \\\n', '1-1 FROM "a"', '2-2 RUN "one"'],
    ['FROM a\nRUN one \\', '1-1 FROM "a"', '2-2 RUN "one"'],
    ['FROM a\n\\\nUSER x\n', '1-1 FROM "a"', '2-3 USER "x"'],
    ['FROM a\nEN\\\nV A=1\n', '1-1 FROM "a"', '2-3 ENV "A" "1" "="'],
    ['FROM a\n  # indented comment\n\tUSER x\n', '1-1 FROM "a"', '3-3 USER "x"'],
  ],
  directives: [
    ['# escape=`\nFROM a `\n AS b\nRUN one \\\n', '2-3 FROM "a" "AS" "b"', '4-4 RUN "one \\\\"'],
    ['#syntax=docker/dockerfile:1\n# Escape = `\nFROM a`\nb\n', '3-4 FROM "ab"'],
    ['# a comment\n# escape=`\nFROM a \\\n AS b\n', '3-4 FROM "a" "AS" "b"'],
    ['\n# escape=`\nFROM a \\\n AS b\n', '3-4 FROM "a" "AS" "b"'],
    ['# escape=x\nFROM a\n', "refused: invalid escape token 'x' does not match ` or \\"],
    ['# escape=`\n# escape=`\nFROM a\n', 'refused: only one escape parser directive can be used'],
    ['# unknown=1\n# escape=`\nFROM a \\\n AS b\n', '3-4 FROM "a" "AS" "b"'],
    ['# check=skip=all\n# escape=`\nFROM a `\n AS b\n', '3-4 FROM "a" "AS" "b"'],
  ],
  'line ends and byte order marks': [
    ['\ufeffFROM a\n', '1-1 FROM "a"'],
    ['\ufeff# escape=`\r\nFROM a `\r\n AS b\r\n', '2-3 FROM "a" "AS" "b"'],
    ['FROM a\r\nENV A="x \\\r\n y"\r\n', '1-1 FROM "a"', '2-3 ENV "A" "\\"x  y\\"" "="'],
    [
      'FROM a\r\n\r\nRUN <<E\r\none\r\nE\r\nUSER x\r\n',
      '1-1 FROM "a"',
      '3-5 RUN "<<E" expanded E: "one\\r\\n"',
      '6-6 USER "x"',
    ],
    [
      'FROM a\rUSER b\nUSER c\n',
      '1-1 FROM "a" "USER" "b"',
      '2-2 USER "c"',
      'not accepted: dockerfile parse error on line 1: FROM requires either one or three arguments',
    ],
  ],
  heredocs: [
    [
      'FROM a\nRUN <<EOF\none\n\ntwo\nEOF\nUSER x\n',
      '1-1 FROM "a"',
      '2-6 RUN "<<EOF" expanded EOF: "one\\n\\ntwo\\n"',
      '7-7 USER "x"',
    ],
    [
      'FROM a\nRUN <<-EOF\n\tone\n\t\tEOF\nUSER x\n',
      '1-1 FROM "a"',
      '2-4 RUN "<<-EOF" expanded, chomped EOF: "\\tone\\n"',
      '5-5 USER "x"',
    ],
    ['FROM a\nRUN <<EOF\n EOF\nEOF \nEOF\n', '1-1 FROM "a"', '2-5 RUN "<<EOF" expanded EOF: " EOF\\nEOF \\n"'],
    ['FROM a\nRUN <<"EOF" cat\n$A\nEOF\n', '1-1 FROM "a"', '2-4 RUN "<<\\"EOF\\" cat" literal EOF: "$A\\n"'],
    [
      'FROM a\nCOPY <<one <<two /x/\n1\none\n2\ntwo\n',
      '1-1 FROM "a"',
      '2-6 COPY "<<one" "<<two" "/x/" expanded one: "1\\n" expanded two: "2\\n"',
    ],
    ['FROM a\nRUN 3<<E cat <&3\nx\nE\n', '1-1 FROM "a"', '2-4 RUN "3<<E cat <&3" expanded E: "x\\n"'],
    ['FROM a\nRUN echo "<<E"\nUSER x\n', '1-1 FROM "a"', '2-2 RUN "echo \\"<<E\\""', '3-3 USER "x"'],
    ['FROM a\nRUN echo \\<<E\nUSER x\n', '1-1 FROM "a"', '2-2 RUN "echo \\\\<<E"', '3-3 USER "x"'],
    ['FROM a\nRUN cat <<<E\nUSER x\n', '1-1 FROM "a"', '2-2 RUN "cat <<<E"', '3-3 USER "x"'],
    ['FROM a\nRUN ["<<E"]\nUSER x\n', '1-1 FROM "a"', '2-2 RUN "<<E" as json', '3-3 USER "x"'],
    ['FROM a\nENV A=<<E\nUSER x\n', '1-1 FROM "a"', '2-2 ENV "A" "<<E" "="', '3-3 USER "x"'],
    ['FROM a\nONBUILD RUN <<E\nx\nE\n', '1-1 FROM "a"', '2-4 ONBUILD "" "CHILD:RUN::[<<E]" expanded E: "x\\n"'],
    ['FROM a\nRUN one \\\n <<E\n# body\n\nE\n', '1-1 FROM "a"', '2-6 RUN "one  <<E" expanded E: "# body\\n\\n"'],
    ['FROM a\nRUN <<E\nnever ends\n', 'refused: unterminated heredoc'],
  ],
  'case, JSON form and flags': [
    [
      'from a as B\nuser x\ncopy --FROM=B c d\n',
      '1-1 FROM "a" "as" "B"',
      '2-2 USER "x"',
      '3-3 COPY (--FROM=B) "c" "d"',
      'not accepted: dockerfile parse error on line 3: unknown flag: --FROM',
    ],
    ['FROM a\nCMD [ "a" , "b\\u0041\\n" ]\n', '1-1 FROM "a"', '2-2 CMD "a" "bA\\n" as json'],
    ["FROM a\nCMD ['a', 'b']\n", '1-1 FROM "a"', "2-2 CMD \"['a', 'b']\""],
    ['FROM a\nCMD ["a", "b"] c\n', '1-1 FROM "a"', '2-2 CMD "[\\"a\\", \\"b\\"] c"'],
    ['FROM a\nCMD ["a",\\\n "b"]\n', '1-1 FROM "a"', '2-3 CMD "a" "b" as json'],
    ['FROM a\nCMD ["a", 1]\n', 'refused: when using JSON array syntax, arrays must be comprised of strings only'],
    ['FROM a\nRUN []\nSHELL ["sh", "-c"]\n', '1-1 FROM "a"', '2-2 RUN json', '3-3 SHELL "sh" "-c" as json'],
    ['FROM a\nVOLUME /a /b\nVOLUME ["/c d"]\n', '1-1 FROM "a"', '2-2 VOLUME "/a" "/b"', '3-3 VOLUME "/c d" as json'],
    [
      'FROM a\nCOPY --chown="a b" --chmod=\'6\'44 c d\n',
      '1-1 FROM "a"',
      '2-2 COPY (--chown=a b) (--chmod=644) "c" "d"',
    ],
    [
      'FROM a\nRUN --mount=type=cache,target=/x --network=none -- --y\n',
      '1-1 FROM "a"',
      '2-2 RUN (--mount=type=cache,target=/x) (--network=none) "--y"',
    ],
    [
      'FROM a\nCOPY --link\\ --x=1 c d\n',
      '1-1 FROM "a"',
      '2-2 COPY (--link --x=1) "c" "d"',
      'not accepted: dockerfile parse error on line 2: unknown flag: --link --x',
    ],
  ],
  'words, ONBUILD and the rest': [
    [
      'FROM a\nENV A=1 B="x y" C=\'p q\' D=r\\ s\n',
      '1-1 FROM "a"',
      '2-2 ENV "A" "1" "=" "B" "\\"x y\\"" "=" "C" "\'p q\'" "=" "D" "r\\\\ s" "="',
    ],
    ['FROM a\nENV A  b c = d \n', '1-1 FROM "a"', '2-2 ENV "A" "b c = d" ""'],
    ['FROM a\nENV A=1 B\n', 'refused: Syntax error - can\'t find = in "B". Must be of the form: name=value'],
    ['FROM a\nENV A\n', 'refused: ENV must have two arguments'],
    [
      'FROM a\nARG A="b c" D\nLABEL "k k"=v\n',
      '1-1 FROM "a"',
      '2-2 ARG "A=\\"b c\\"" "D"',
      '3-3 LABEL "\\"k k\\"" "v" "="',
    ],
    [
      'FROM a\nONBUILD COPY --from=b c d\nONBUILD ENV A=1\n',
      '1-1 FROM "a"',
      '2-2 ONBUILD "" "CHILD:COPY:--from=b:[c d]"',
      '3-3 ONBUILD "" "CHILD:ENV::[A 1 =]"',
    ],
    [
      'FROM a\nHEALTHCHECK --interval=5s CMD ["x", "y"]\nHEALTHCHECK none\n',
      '1-1 FROM "a"',
      '2-2 HEALTHCHECK (--interval=5s) "CMD" "x" "y" as json',
      '3-3 HEALTHCHECK "none"',
    ],
    ['FROM a\nUSER  b c \nWORKDIR /a b\n', '1-1 FROM "a"', '2-2 USER "b c"', '3-3 WORKDIR "/a b"'],
    ['FROM a\nEXPOSE 80  443/tcp\tx\n', '1-1 FROM "a"', '2-2 EXPOSE "80" "443/tcp" "x"'],
    [
      'FROM a\u00a0b\nUSER\u2003x\n',
      '1-1 FROM "a\u00a0b"',
      '2-2 USER\u2003X ""',
      'not accepted: dockerfile parse error on line 2: unknown instruction: USER\u2003x (did you mean user?)',
    ],
    ['# only comments\n\n', 'refused: file with no instructions'],
    ['', 'refused: file with no instructions'],
    ['USER x\nFROM a\n', '1-1 USER "x"', '2-2 FROM "a"', 'not accepted: no build stage in current context'],
  ],
  'long lines': [
    [`FROM a\n# ${'x'.repeat(65_533)}\nUSER x\n`, '1-1 FROM "a"', '3-3 USER "x"'],
    [`FROM a\n# ${'x'.repeat(65_534)}\nUSER x\n`, 'refused: dockerfile line greater than max allowed size of 65535'],
    [`FROM a\n# ${'é'.repeat(32_766)}\nUSER x\n`, '1-1 FROM "a"', '3-3 USER "x"'],
    [`FROM a\n# ${'é'.repeat(32_766)}xx\nUSER x\n`, 'refused: dockerfile line greater than max allowed size of 65535'],
    [`FROM a\n# ${'x'.repeat(65_533)}\r\nUSER x\n`, 'refused: dockerfile line greater than max allowed size of 65535'],
    [`FROM a\nRUN <<E\n${'x'.repeat(65_536)}\nE\n`, 'refused: unterminated heredoc'],
  ],
};

/** A line for each instruction: its lines, keyword, flags, arguments or the JSON form, then its heredocs. */
function shown({ error, instructions, instructionError }: ParsedFile): string[] {
  if (error !== undefined) return [`refused: ${error}`];
  const lines = (instructions ?? []).map(({ keyword, start, end, args, json, flags = [], heredocs = [] }) =>
    [
      `${start}-${end}`,
      keyword,
      ...flags.map((flag) => `(${flag})`),
      ...(json && args.length === 0 ? ['json'] : args.map((arg) => JSON.stringify(arg))),
      ...(json && args.length > 0 ? ['as json'] : []),
      ...heredocs.map(
        ({ name, content, expand, chomp }) =>
          `${expand ? 'expanded' : 'literal'}${chomp ? ', chomped' : ''} ${name}: ${JSON.stringify(content)}`,
      ),
    ].join(' '),
  );
  return instructionError === undefined ? lines : [...lines, `not accepted: ${instructionError}`];
}

for (const [what, cases] of Object.entries(CASES)) {
  describe(what, () => {
    for (const [text, ...read] of cases) {
      const title = JSON.stringify(text.replace(/(.)\1{99,}/g, '$1…'));
      test(title, () => assert.deepEqual(shown(parsedFile(text)), read));
    }
  });
}
