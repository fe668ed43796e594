// What BuildKit refuses beyond what it cannot read. The rows are what the real parser (v0.34.2) said.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wellFormed } from '../../server/src/dockerfile/go-quote';
import { readDockerfile, syntaxProblem } from '../../server/src/dockerfile/read';
import type { Instruction } from '../../server/src/dockerfile/syntax';
import { fileProblem, instructionProblem } from '../../server/src/dockerfile/validate';
import { explainProblem } from '../../server/src/dockerfile/validate/explain';
import { mountOptionProblem } from '../../server/src/dockerfile/validate/mounts';
import { needsShared, readShared, sharedRows } from '../support/shared';

type Row = readonly [written: string, message?: string];

const INSTRUCTIONS: readonly Row[] = [
  // unknown instructions
  ['FOO b', 'unknown instruction: FOO (did you mean FROM?)'],
  ['foo b', 'unknown instruction: foo (did you mean from?)'],
  ['runn b', 'unknown instruction: runn (did you mean run?)'],
  ['ADDD a b', 'unknown instruction: ADDD (did you mean ADD?)'],
  ['//', 'unknown instruction: //'],
  ['İNSTALL x', 'unknown instruction: İNSTALL'],
  ['uſer x', 'unknown instruction: uſer (did you mean user?)'],
  ['RUN\u00a0x', 'unknown instruction: RUN\u00a0x (did you mean run?)'],
  ['EXPOSEE 80', 'unknown instruction: EXPOSEE (did you mean EXPOSE?)'],
  ['ENTRYPONT x', 'unknown instruction: ENTRYPONT (did you mean ENTRYPOINT?)'],
  ['XYZZY', 'unknown instruction: XYZZY'],
  // flags
  ['RUN --MOUNT=type=cache x', 'unknown flag: --MOUNT'],
  ['RUN --mont=type=cache x', 'unknown flag: --mont (did you mean mount?)'],
  ['COPY --form=a b c', 'unknown flag: --form (did you mean from?)'],
  ['COPY --linkk a b', 'unknown flag: --linkk (did you mean link?)'],
  ['COPY --link= a b', 'missing a value on flag: --link'],
  ['COPY --link=yes a b', 'expecting boolean value for flag --link, not: yes'],
  ['COPY --link=FALSE a b'],
  ['COPY --link --link a b', 'duplicate flag specified: --link'],
  ['COPY --chown a b', 'missing a value on flag: --chown'],
  ['COPY --chown=1 --chown=2 a b', 'duplicate flag specified: --chown'],
  ['COPY --exclude=a --exclude=b . .'],
  ['COPY --exclude . .', 'missing a value on flag: --exclude'],
  ['COPY --parents=true a b'],
  ['COPY --checksum=sha256:0 a b', 'unknown flag: --checksum'],
  ['COPY --chown=é --wörd a b', 'unknown flag: --w\u00c3\u00b6rd'],
  ['ADD --keep-git-dir=1 a b', 'expecting boolean value for flag --keep-git-dir, not: 1'],
  ['ADD --keep-git-dir --unpack=false --checksum= a b'],
  ['ADD --from=x a b', 'unknown flag: --from'],
  ['WORKDIR --x /', 'unknown flag: --x'],
  ['USER --x y', 'unknown flag: --x'],
  ['CMD --x y', 'unknown flag: --x'],
  ['ENTRYPOINT --x y', 'unknown flag: --x'],
  ['ENV --x=y A=b', 'unknown flag: --x'],
  ['LABEL --x A=b', 'unknown flag: --x'],
  ['EXPOSE --x 80', 'unknown flag: --x'],
  ['VOLUME --x /v', 'unknown flag: --x'],
  ['SHELL --x ["a"]', 'unknown flag: --x'],
  ['MAINTAINER --x y', 'unknown flag: --x'],
  ['STOPSIGNAL --x 9'],
  ['ARG --x=y A'],
  ['ONBUILD --x RUN a', 'unknown flag: --x'],
  ['RUN -- --x'],
  // FROM
  ['FROM', 'FROM requires either one or three arguments'],
  ['FROM a b', 'FROM requires either one or three arguments'],
  ['FROM a AS', 'FROM requires either one or three arguments'],
  ['FROM a as b c', 'FROM requires either one or three arguments'],
  ['FROM a an b', 'FROM requires either one or three arguments'],
  ['FROM a aſ b'],
  ['FROM a AS 1st', `invalid name for build stage: "1st", name can't start with a number or contain symbols`],
  ['FROM a AS $V', `invalid name for build stage: "$V", name can't start with a number or contain symbols`],
  ['FROM a AS B-1._'],
  ['FROM a AS K'],
  ['FROM a AS b/c', `invalid name for build stage: "b/c", name can't start with a number or contain symbols`],
  ['FROM --platform a', 'missing a value on flag: --platform'],
  ['FROM --platfrom=x a', 'unknown flag: --platfrom (did you mean platform?)'],
  ['FROM --platform=x --platform=y a', 'duplicate flag specified: --platform'],
  // COPY and ADD
  ['COPY', 'COPY requires at least two arguments, but only one was provided. Destination could not be determined'],
  ['COPY a', 'COPY requires at least two arguments, but only one was provided. Destination could not be determined'],
  ['COPY []', 'COPY requires at least two arguments, but only one was provided. Destination could not be determined'],
  [
    'COPY ["a"]',
    'COPY requires at least two arguments, but only one was provided. Destination could not be determined',
  ],
  ['ADD a', 'ADD requires at least two arguments, but only one was provided. Destination could not be determined'],
  ['ADD a <<EOF\nEOF', 'ADD cannot accept a heredoc as a destination'],
  ['COPY a <<-"E"\nE', 'COPY cannot accept a heredoc as a destination'],
  ['COPY ["a", "<<EOF"]', 'COPY cannot accept a heredoc as a destination'],
  ['COPY ["a", "x<<EOF"]'],
  ['COPY <<EOF /x\nEOF'],
  // RUN
  ['RUN'],
  ['RUN --network=bridge x', 'invalid network mode "bridge"'],
  ['RUN --network x', 'missing a value on flag: --network'],
  ['RUN --network= x', 'invalid network mode ""'],
  ['RUN --security=none x', 'security "none" is not valid'],
  ['RUN --security=insecure x'],
  ['RUN --mount= x', 'failed to parse csv mounts: EOF'],
  ['RUN --mount x', 'missing a value on flag: --mount'],
  ['RUN --mount=type=nonsense x'],
  ['RUN --mount=from=$A,target=/x y', "'from' doesn't support variable expansion, define alias stage instead"],
  ['RUN --mount=FROM=${A} y', "'from' doesn't support variable expansion, define alias stage instead"],
  ['RUN --mount=from=a$ y'],
  ['RUN --mount=a\\"b y', 'failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field'],
  [
    'RUN --mount=é,\\"b y',
    'failed to parse csv mounts: parse error on line 1, column 7: extraneous or missing " in quoted-field',
  ],
  ['RUN --device= x', 'failed to parse csv devices: EOF'],
  ['RUN --device=a,required=maybe x', 'invalid value for required: maybe'],
  ['RUN --device=a,name=b x', 'device name already set to a'],
  ['RUN --device=a,nam=b x', "unexpected key 'nam' in 'nam=b' (did you mean name?)"],
  ['RUN --device=a,b x', "invalid field 'b' must be a key=value pair"],
  ['RUN --device=a,required x'],
  // HEALTHCHECK
  ['HEALTHCHECK', 'HEALTHCHECK requires at least one argument'],
  ['HEALTHCHECK NONE'],
  ['HEALTHCHECK none x', 'HEALTHCHECK NONE takes no arguments'],
  ['HEALTHCHECK --x NONE'],
  ['HEALTHCHECK CMD', 'Missing command after HEALTHCHECK CMD'],
  ['HEALTHCHECK CMD []', 'Missing command after HEALTHCHECK CMD'],
  ['HEALTHCHECK curl -f x', 'Unknown type "CURL" in HEALTHCHECK (try CMD)'],
  ['HEALTHCHECK ﬁßx y', 'Unknown type "ﬁßX" in HEALTHCHECK (try CMD)'],
  ['HEALTHCHECK --interval=5 CMD x', 'time: missing unit in duration "5"'],
  ['HEALTHCHECK --interval=0 CMD x'],
  ['HEALTHCHECK --interval= CMD x'],
  ['HEALTHCHECK --timeout=1us CMD x', 'Interval "timeout" cannot be less than 1ms'],
  ['HEALTHCHECK --timeout=-1s CMD x', 'Interval "timeout" cannot be less than 1ms'],
  ['HEALTHCHECK --start-period=1d CMD x', 'time: unknown unit "d" in duration "1d"'],
  [
    'HEALTHCHECK --start-period=1µs CMD x',
    'time: unknown unit "\\xc3\\x82\\xc2\\xb5s" in duration "1\\xc3\\x82\\xc2\\xb5s"',
  ],
  ['HEALTHCHECK --start-interval=. CMD x', 'time: invalid duration "."'],
  ['HEALTHCHECK --interval=9223372036854775808ns CMD x', 'time: invalid duration "9223372036854775808ns"'],
  ['HEALTHCHECK --interval=9223372036854775807ns CMD x'],
  ['HEALTHCHECK --interval=9223372036854775808ns9223372036854775808ns CMD x'],
  ['HEALTHCHECK --retries=x CMD x', 'strconv.ParseInt: parsing "x": invalid syntax'],
  ['HEALTHCHECK --retries=-1 CMD x', '--retries cannot be negative (-1)'],
  ['HEALTHCHECK --retries=-0 CMD x'],
  ['HEALTHCHECK --retries=2147483648 CMD x', 'strconv.ParseInt: parsing "2147483648": value out of range'],
  ['HEALTHCHECK --retries=4294967296x CMD x', 'strconv.ParseInt: parsing "4294967296x": value out of range'],
  ['HEALTHCHECK --retries=4294967295x CMD x', 'strconv.ParseInt: parsing "4294967295x": invalid syntax'],
  // names and values
  ['ENV', 'ENV requires at least one argument'],
  ['ENV =x', 'ENV names can not be blank'],
  ['ENV A=1 =x', 'ENV names can not be blank'],
  ['LABEL', 'LABEL requires at least one argument'],
  ['LABEL =', 'LABEL names can not be blank'],
  ['ARG', 'ARG requires at least one argument'],
  ['ARG =x', 'ARG names can not be blank'],
  ['ARG A =x', 'ARG names can not be blank'],
  ['ARG ""'],
  // ONBUILD
  ['ONBUILD', 'ONBUILD requires at least one argument'],
  ['ONBUILD ONBUILD RUN x', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
  ['ONBUILD FROM b', "FROM isn't allowed as an ONBUILD trigger"],
  ['ONBUILD maıntainer x', "MAINTAINER isn't allowed as an ONBUILD trigger"],
  ['ONBUILD FOO x'],
  ['ONBUILD RUN --x y'],
  ['ONBUILD COPY a'],
  // the rest
  ['WORKDIR', 'WORKDIR requires exactly one argument'],
  ['USER', 'USER requires exactly one argument'],
  ['EXPOSE', 'EXPOSE requires at least one argument'],
  ['VOLUME', 'VOLUME requires at least one argument'],
  ['VOLUME []', 'VOLUME requires at least one argument'],
  ['VOLUME [" "]', 'VOLUME specified can not be an empty string'],
  ['VOLUME ["/a", "\u0085"]', 'VOLUME specified can not be an empty string'],
  ['STOPSIGNAL', 'STOPSIGNAL requires exactly one argument'],
  ['MAINTAINER', 'MAINTAINER requires exactly one argument'],
  ['SHELL', 'SHELL requires at least one argument'],
  ['SHELL []', 'SHELL requires at least one argument'],
  ['SHELL sh -c', 'SHELL requires the arguments to be in JSON form'],
  ['SHELL [""]'],
  ['CMD'],
  ['ENTRYPOINT []'],
  ['CMD [ ]'],
];

/** What fails the build of a stage rather than the file. */
const MOUNT_OPTIONS: readonly Row[] = [
  ['type=cache,target=/x'],
  ['type=cahce,target=/x', 'unsupported mount type "cahce" (did you mean cache?)'],
  ['type=Cache,sharing=Locked'],
  ['type=cache,sharing=lock', 'unsupported sharing value "lock" (did you mean locked?)'],
  ['type=bind,sharing=shared', 'invalid cache sharing set for bind mount'],
  ['type=cache,targt=/x', "unexpected key 'targt' in 'targt=/x' (did you mean target?)"],
  ['type=cache,/x', "invalid field '/x' must be a key=value pair"],
  ['ro=maybe', 'invalid value for ro: maybe'],
  ['required', "unexpected key 'required' for mount type 'bind'"],
  ['type=secret,required=x,id=a', 'invalid value for required: x'],
  ['type=ssh,required'],
  ['size=64m', "unexpected key 'size' for mount type 'bind'"],
  ['type=tmpfs,size=64x', 'invalid value for size: 64x'],
  ['type=tmpfs,size=1.5 GiB'],
  ['mode=0644', 'mode not allowed for "bind" type mounts'],
  ['type=secret,id=a,mode=0888', 'invalid value 0888 for mode'],
  ['type=cache,uid=-1', 'invalid value -1 for uid'],
  ['type=tmpfs,gid=0', 'gid not allowed for "tmpfs" type mounts'],
  ['type=secret', 'invalid secret mount. one of source, target required'],
  ['type=secret,id=', 'invalid secret mount. one of source, target required'],
  ['type=secret,id=a,from=b', 'secret mount should not have a from'],
  ['type=secret,id=a,src=b', "both source and id can't be set"],
  ['type=secret,id=a,sharing=shared', 'secret mount should not define sharing'],
  ['id=a,env=B'],
  // a variable decides
  ['type=secret,id=$A,src=$B'],
  ['type=$A,required'],
  ['type=cache,sharing=$A,foo=x'],
  // before the variable it is wrong already
  ['foo=x,type=$A', "unexpected key 'foo' in 'foo=x' (did you mean from?)"],
];

const FILES: readonly Row[] = [
  ['FROM a\n'],
  ['ARG A\nARG B=c\n'],
  ['RUN x\nFROM a\n', 'no build stage in current context'],
  ['ARG A\n\n# c\nENV B=c\nFROM a\n', 'no build stage in current context'],
  ['ARG =\nRUN x\n', 'dockerfile parse error on line 1: ARG names can not be blank'],
  ['RUN --x y\n', 'dockerfile parse error on line 1: unknown flag: --x'],
  [
    'FROM a\nRUN cat <<E\nb\nE\n\n\\\nFOO b\n',
    'dockerfile parse error on line 6: unknown instruction: FOO (did you mean FROM?)',
  ],
  // these cannot be read at all, which is reported elsewhere
  ['FOO x\nENV A\n'],
  ['# escape=x\nFOO\n'],
  ['# nothing\n'],
  [`FROM a\nFOO\nRUN ${'x'.repeat(70_000)}\n`],
];

/** Which word is marked. */
const PLACES: readonly (readonly [written: string, marked: string])[] = [
  ['FOO b', 'FOO'],
  ['FROM', 'FROM'],
  ['FROM a b c d', 'b c d'],
  ['FROM a AS 1st', '1st'],
  ['COPY --link --form=a b c', '--form=a'],
  ['COPY a', 'a'],
  ['COPY "a" <<EOF\nEOF', '<<EOF'],
  ['RUN --mount=type=bind --mount=from=$A x', '--mount=from=$A'],
  ['HEALTHCHECK --timeout=1 --interval="x y" CMD x', '--interval="x y"'],
  ['ENV A=1 =x', '=x'],
  ['VOLUME ["a", " "]', '" "'],
  ['SHELL sh -c', 'sh -c'],
  ['ONBUILD FROM b', 'FROM'],
  ['ONBUILD', 'ONBUILD'],
];

const EXPLANATIONS: readonly (readonly [message: string, text: string])[] = [
  ['dockerfile parse error on line 7: unknown flag: --x', 'unknown flag: --x'],
  [
    'dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
    'COPY needs a source and a destination: write COPY source destination',
  ],
  ['no build stage in current context', 'an instruction stands before the first FROM: only ARG may'],
  ['missing a value on flag: --link', '--link= has no value: write --link'],
  ['missing a value on flag: --from', '--from has no value: write --from=value'],
  ['time: missing unit in duration "5"', 'the duration "5" has no unit: write s, m or h behind it'],
  ['failed to parse csv mounts: EOF', '--mount has no value: write one or remove the flag'],
];

function secondOf(text: string): Instruction {
  const instruction = readDockerfile(text).instructions[1]?.instruction;
  assert.ok(instruction, text);
  return instruction;
}

describe('an instruction that BuildKit', () => {
  for (const [written, message] of INSTRUCTIONS) {
    test(`${message === undefined ? 'accepts' : 'refuses'}: ${written}`, () => {
      const syntax = readDockerfile(`FROM a\n${written}\n`);
      assert.equal(syntaxProblem(syntax), undefined);
      assert.equal(instructionProblem(secondOf(`FROM a\n${written}\n`))?.message, message);
      const whole = message === undefined ? undefined : `dockerfile parse error on line 2: ${message}`;
      assert.equal(fileProblem(syntax)?.message, whole);
    });
  }
});

describe('mount options', () => {
  for (const [written, message] of MOUNT_OPTIONS) {
    test(`${message === undefined ? 'silent' : 'refused'}: ${written}`, () => {
      const run = secondOf(`FROM a\nRUN --mount=${written.replaceAll(' ', '\\ ')} x\n`);
      assert.equal(instructionProblem(run), undefined);
      assert.equal(mountOptionProblem(run)?.message, message);
    });
  }
});

test('files', () => {
  for (const [text, message] of FILES)
    assert.equal(fileProblem(readDockerfile(text))?.message, message, text.slice(0, 80));
});

test('a refusal stands at its line and instruction', () => {
  const problem = fileProblem(readDockerfile('FROM a\n\nRUN x\nCOPY --link \\\n  --form=a b c\n'));
  assert.equal(problem?.line, 3);
  assert.equal(problem?.instructionIndex, 2);
  assert.deepEqual(problem?.range, { start: { line: 4, character: 2 }, end: { line: 4, character: 10 } });
});

test('the word at fault is marked', () => {
  for (const [written, marked] of PLACES) {
    const instruction = secondOf(`FROM a\n${written}\n`);
    const problem = instructionProblem(instruction);
    assert.equal(instruction.text.slice(problem?.start, problem?.end), marked, written);
  }
});

test('explanations say what to write', () => {
  for (const [message, text] of EXPLANATIONS) assert.equal(explainProblem(message), text);
});

test('every explanation is short and in the style of messages', () => {
  for (const [, message] of INSTRUCTIONS) {
    const text = explainProblem(message ?? '');
    assert.ok(text.length < 120 && !text.endsWith('.'), text);
  }
});

test('half a surrogate pair is a letter like another', () => {
  const odd = '\ud800';
  assert.equal(instructionProblem(secondOf(`FROM a\nX${odd} y`))?.message, 'unknown instruction: X\ufffd');
});

interface Answer {
  readonly text?: string;
  readonly file?: string;
  readonly error?: string;
  readonly instructionError?: string;
  readonly stages?: readonly string[];
}
const isAnswer = (row: unknown): row is Answer => typeof row === 'object' && row !== null;

for (const name of ['cases.jsonl', 'corpus.jsonl']) {
  test(`as the oracle says: ${name}`, { skip: needsShared }, () => {
    for (const row of sharedRows('oracle', name)) {
      assert.ok(isAnswer(row));
      const text = row.text ?? readShared(row.file ?? '');
      const syntax = readDockerfile(text);
      assert.equal(syntaxProblem(syntax) === undefined, row.error === undefined, row.file ?? text);
      const message = fileProblem(syntax)?.message;
      assert.equal(message && wellFormed(message), row.instructionError, row.file ?? text);
    }
  });
}
