// Whatever a file holds: reading it, its model, all rules and the edits of their fixes neither throw nor hang, and what they
// say lies in the text. The time limit of a test file is the last resort; what can be counted is.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parsedFile } from '../../server/src/cli/parse';
import { DockerfileDocument } from '../../server/src/dockerfile/document';
import { type Dockerfile, dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { MAX_LINEAGE } from '../../server/src/dockerfile/variables';
import { bundledImageFacts, type ImageFacts } from '../../server/src/image/facts';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding } from '../../server/src/rule/finding';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { applyEdits, fitEdits } from '../../server/src/text/edit';
import { comparePositions, type Position } from '../../server/src/text/range';
import { hasShared, readShared, sharedRows } from '../support/shared';

const linterWith = (images: ImageFacts): DockerfileLinter =>
  new DockerfileLinter({
    rules: dockerfileRules,
    facts: { images },
    profile: 'strict',
    onRuleFailure: (rule, error) => {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  });
const linter = linterWith(bundledImageFacts);

/** Fixes are applied for so many findings of a file: each makes the whole text anew. */
const APPLIED = 3;

/** All that is done with a text. Checks that every range lies in it. */
function findingsOf(text: string, dockerfile = dockerfileOf(readDockerfile(text))): readonly Finding[] {
  const { lines } = dockerfile.syntax;
  const inText = ({ line, character }: Position): boolean => character >= 0 && character <= (lines[line]?.length ?? -1);
  const findings = linter.analyse('Dockerfile', dockerfile).findings;
  for (const [i, { rule, message, range, related, masked, fixes }] of findings.entries()) {
    for (const { start, end } of [range, ...masked, ...related.map((each) => each.range)]) {
      assert.ok(inText(start) && inText(end) && comparePositions(start, end) <= 0, `${rule}: ${message.slice(0, 200)}`);
    }
    for (const fix of fixes) {
      const edits = ownEdits(fix) ?? [];
      for (const { range: place } of fitEdits(lines, edits))
        assert.ok(inText(place.start) && inText(place.end), fix.title);
      if (i < APPLIED) assert.notEqual(applyEdits(text, edits), text);
    }
  }
  return findings;
}

/** Rules whose findings these texts are made to count; all rules run. */
const COUNTED: ReadonlySet<string> = new Set(['floating-tag', 'missing-user', 'secret-in-env', 'invalid-dockerfile']);

/** How many findings of each of those. */
function counts(text: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { rule } of findingsOf(text)) if (COUNTED.has(rule)) found[rule] = (found[rule] ?? 0) + 1;
  return found;
}

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
const nested = (depth: number, open: string, close: string): string => `${open.repeat(depth)}x${close.repeat(depth)}`;

describe('characters', () => {
  test('NUL bytes', () => {
    assert.deepEqual(counts('FROM a\0b:latest\nRUN \0\nENV A_TOKEN=\0x\nUSER \0\0\n\0\n'), {
      'secret-in-env': 1,
      'invalid-dockerfile': 1,
    });
  });

  test('what was no UTF-8, and halves of surrogate pairs', () => {
    for (const odd of ['\ufffd', '\ud800', '\udc00', '\udc00\ud800', '\uffff', '\u{10ffff}']) {
      const texts = [
        `FROM a${odd}:latest${odd}`,
        `${odd}FROM a`,
        `FROM a\nENV A${odd}_TOKEN=${odd} B='${odd}\n`,
        `FROM a\nRUN --x=${odd} <<${odd}\n${odd}\n`,
      ];
      for (const text of texts) findingsOf(text);
      assert.ok(parsedFile(`FROM a\n${odd} x\n`).instructionError);
    }
  });

  test('all kinds of space', () => {
    const spaces = [
      '\t',
      '\v',
      '\f',
      '\u0085',
      '\u00a0',
      '\u1680',
      '\u2003',
      '\u2028',
      '\u2029',
      '\u202f',
      '\u205f',
      '\u3000',
      '\u200b',
      '\ufeff',
    ];
    for (const space of spaces) {
      for (const text of [
        'FROM a AS b\n',
        'FROM a\nENV A_TOKEN=b C=d\n',
        'FROM a\nRUN --network=none \\\n# c\n x\n',
        'FROM a\nCMD [ "x" , "y" ]\n',
      ]) {
        findingsOf(text.replaceAll(' ', space));
        findingsOf(text.replaceAll(' ', ` ${space}`));
      }
    }
  });

  test('placeholders of templates', () => {
    for (const text of [
      'FROM {{ base }}\n{% if x %}\nRUN {{ y }}\n{% endif %}\n',
      'FROM <%= base %>\n<% if x %>\nENV A_TOKEN=<%= y %>\n',
      'FROM ${{ matrix.base }}\nENV TOKEN=${{ secrets.TOKEN }}\n',
      'FROM @base@\nENV TOKEN=@token@\n',
      'FROM %%BASE%%:latest\n',
      '{{- range . }}\nFROM {{ .name }}:{{ .tag }}\n{{ end -}}\n',
    ]) {
      findingsOf(text);
    }
  });
});

describe('length', () => {
  test('100,000 lines that continue one', () => {
    const { instructions } = readDockerfile(`FROM a\nRUN x${' \\\n y'.repeat(100_000)}\n`);
    assert.equal(instructions[1]?.instruction.lineCount, 100_001);
    assert.equal(instructions[1]?.instruction.pieces.at.length, 100_001);
    for (const between of ['\n', '# c\n', '\r\n', ' \t\n']) findingsOf(`FROM a\nRUN x \\\n${between.repeat(100_000)}y`);
    assert.deepEqual(counts(`FROM a:1\nENV ${'A_TOKEN=b \\\n'.repeat(50_000)}C=d\n`), { 'secret-in-env': 50_000 });
  });

  test('a line of 10 MB', () => {
    for (const line of ['x', ' ', '\t', '"', '$', '\\', '<', '-', 'é', '\r', '[', '{'].map((c) =>
      c.repeat(10_000_000),
    )) {
      assert.deepEqual(counts(`FROM a:1\nRUN ${line}`), { 'invalid-dockerfile': 1 });
    }
  });

  test('10 MB in one instruction of lines that may be so long', () => {
    const line = `${'x'.repeat(65_000)}\\\n`;
    for (const start of [
      'RUN ',
      'ENV A_TOKEN=',
      'COPY ',
      'CMD ["',
      'FROM b:',
      'LABEL a="',
      'RUN --mount=type=',
      'X',
      'ONBUILD RUN ',
    ]) {
      findingsOf(`FROM a\n${start}${line.repeat(150)}`);
    }
  });

  test('1,000,000 short lines', () => {
    assert.equal(readDockerfile('RUN x\n'.repeat(1_000_000)).instructions.length, 1_000_000);
    for (const line of ['\n', '#\n', '# escape=`\n', 'x\n']) findingsOf(line.repeat(1_000_000));
    assert.deepEqual(counts(`FROM a:1\n${'RUN x\n'.repeat(1_000_000)}`), {});
  });

  test('more findings than a call takes arguments', () => {
    assert.deepEqual(counts(`FROM a:1\nENV ${`${'A_TOKEN=b '.repeat(5_000)}\\\n`.repeat(30)}C=d\n`), {
      'secret-in-env': 150_000,
    });
  });
});

describe('depth', () => {
  const depth = 5_000;
  const pairs = [
    ['$(', ')'],
    ['"$(', ')"'],
    ['`\\', '`'],
    ['${a:-', '}'],
    ['"${a:-', '}"'],
    ['${a#', '}'],
    ['${a/', '/}'],
    ['$((', '))'],
    ['( ', ' )'],
    ['{ ', '; }'],
    ['if a; then ', '; fi'],
    ['while a; do ', '; done'],
    ['case a in b) ', ';; esac'],
    ['f() { ', '; }'],
    ["sh -c '", "'"],
    ['eval "', '"'],
    ['<<A ', ' A'],
    ['<(', ')'],
    ['[', ']'],
    ['{"a":', '}'],
  ] as const;
  for (const [open, close] of pairs) {
    test(`${open}${close} ${depth} deep`, () => {
      for (const inner of [nested(depth, open, close), open.repeat(depth), `x${close.repeat(depth)}`]) {
        for (const start of [
          'RUN ',
          'RUN <<E ',
          'CMD [',
          'ENV A_TOKEN=',
          'FROM ',
          'USER ',
          'COPY ',
          'HEALTHCHECK CMD ',
          'ONBUILD RUN ',
        ]) {
          findingsOf(`ARG a\nFROM node\n${start}${inner}\n`);
        }
        findingsOf(`FROM node\nRUN <<E\n${inner}\nE\n`);
      }
    });
  }

  test('ONBUILD 100,000 deep', () => {
    for (const link of ['ONBUILD ', 'onbuild --x ', 'ONBUILD\t\\\n']) {
      assert.deepEqual(counts(`FROM a:1\n${link.repeat(100_000)}RUN x\n`), { 'invalid-dockerfile': 1 });
    }
  });

  test('ONBUILD as BuildKit reads it, where it is not so deep', () => {
    assert.equal(parsedFile(`FROM a\n${'ONBUILD '.repeat(50)}ENV A\n`).error, 'ENV must have two arguments');
  });
});

describe('what never ends', () => {
  const starts = [
    'RUN "',
    "RUN '",
    'ENV A_TOKEN="',
    "ENV A='",
    'CMD ["',
    'COPY ["a',
    'LABEL "',
    'RUN --mount="',
    'RUN <<E',
    'RUN <<"E',
    "COPY <<'E' x",
    'RUN `',
    'FROM "',
    'ARG "',
  ];
  for (const start of starts) {
    test(start, () => {
      findingsOf(`FROM a:1\n${start}`);
      findingsOf(`FROM a:1\n${start}\nRUN x\n`);
      findingsOf(`FROM a:1\n${`${start}\n`.repeat(5_000)}`);
      findingsOf(`FROM a:1\n${start}${'\\\n'.repeat(5_000)}`);
    });
  }
});

describe('variables and stages', () => {
  test('30,000 stages, each built on the one before it', () => {
    let asked = 0;
    const images: ImageFacts = {
      of: (reference) => {
        asked++;
        return bundledImageFacts.of(reference);
      },
      release: (reference) => bundledImageFacts.release(reference),
    };
    const text = `ARG V=node\nFROM $V AS s0\n${numbered(30_000, (i) => `FROM s${i} AS s${i + 1}\nARG V\nENV A${i}=$V$A${i - 1} B=$UNSET\nRUN echo $B\n`)}`;
    const dockerfile = dockerfileOf(readDockerfile(text));
    assert.equal(dockerfile.stages.length, 30_001);
    linterWith(images).analyse('Dockerfile', dockerfile);
    // Stages further from it than a lineage is followed do not ask.
    assert.ok(asked <= MAX_LINEAGE, `the base image was asked for ${asked} times`);
    findingsOf(text, dockerfile);
  });

  test('30,000 stages on one', () => {
    assert.deepEqual(counts(`FROM a:1 AS s\nUSER x\n${'FROM s\nRUN echo $X\n'.repeat(30_000)}`), {});
  });

  test('10,000 variables in one ENV', () => {
    const variables = numbered(10_000, (i) => ` V${i}_TOKEN=a$V${i - 1}_TOKEN \\\n`);
    assert.deepEqual(counts(`FROM a:1\nENV${variables} B=c\nRUN echo $V1_TOKEN\n`), { 'secret-in-env': 10_000 });
  });

  test('10,000 variables, each set and used many times', () => {
    assert.deepEqual(counts(`FROM a:1\n${'ENV A_TOKEN=b\nRUN echo $A_TOKEN\n'.repeat(10_000)}`), {
      'secret-in-env': 10_000,
    });
    assert.deepEqual(counts(`FROM a:1\nENV A_TOKEN=b\n${'RUN echo $A_TOKEN\n'.repeat(10_000)}`), {
      'secret-in-env': 1,
    });
  });

  test('a value that doubles with every line is unknown at last', () => {
    const doubling = 'ENV A=$A$A\n'.repeat(60);
    assert.deepEqual(counts(`FROM a:1\nENV A=x\n${doubling}ENV B_TOKEN=$A\nUSER $A\n`), {});
    assert.deepEqual(counts(`ARG A=x\n${numbered(60, () => 'ARG A=$A$A$A\n')}FROM $A\n`), {});
    assert.deepEqual(counts(`FROM a:1\nENV A=x\n${'ENV A="${A}${A:-y}"\n'.repeat(60)}`), {});
  });

  test('patterns that match in very many ways', () => {
    for (const sign of ['#', '##', '%', '%%', '/', '//']) {
      const pattern = '*a?'.repeat(600);
      const uses = numbered(200, (i) => `ENV B${i}_TOKEN=\${A${sign}${pattern}b/c}\n`);
      findingsOf(`FROM a:1\nENV A=${'a'.repeat(2_000)}\n${uses}`);
    }
  });

  test('references and tags of all lengths', () => {
    for (const piece of ['a', 'a.', 'a-', 'A/', '$a', '${a', 'a:', 'latest-', '-', '@', '"', "'"]) {
      for (const length of [100, 1_000, 30_000]) {
        for (const start of ['FROM ', 'FROM x:', 'FROM x@sha256:', 'FROM --platform=', 'FROM x AS ']) {
          findingsOf(`${start}${piece.repeat(length)}!\n`);
          findingsOf(`${start}${piece.repeat(length)}/x:latest\n`);
        }
      }
    }
    findingsOf(`FROM ${`${'$a'.repeat(30_000)}\\\n`.repeat(17)}/a:latest\n`);
  });

  test('10,000 heredocs in one line, and each in its own', () => {
    const names = numbered(10_000, (i) => ` <<E${i}`);
    const bodies = numbered(10_000, (i) => `E${i}\n`);
    assert.equal(readDockerfile(`FROM a\nRUN${names}\n${bodies}`).instructions.length, names.length > 65_535 ? 1 : 2);
    assert.deepEqual(counts(`FROM a:1\n${'RUN <<E\necho\nE\n'.repeat(10_000)}`), {});
  });
});

describe('mutations', () => {
  const PIECES = [
    '',
    '',
    '\n',
    '\\\n',
    '\\',
    '`',
    '"',
    "'",
    '$',
    '${',
    '}',
    '$(',
    ')',
    '<<E',
    '<<-"E"',
    '\nE\n',
    '[',
    ']',
    '["',
    '#',
    '# ',
    ' ',
    '\t',
    '\r',
    '\r\n',
    '\0',
    '=',
    '--',
    '--mount=',
    ' AS ',
    'FROM ',
    '\nFROM a\n',
    'RUN ',
    'ENV ',
    'ENV A_TOKEN=x ',
    'ONBUILD ',
    'USER x',
    ':',
    ':latest',
    '@',
    '\ufeff',
    '\ud800',
    '🐳',
    '\u00a0',
    '\u2028',
    ';',
    '&&',
    '|',
    '# escape=`\n',
    'SHELL ["x"]\n',
    '{{',
    '\x1b',
  ];
  const OWN = [
    ...dockerfileRules.flatMap(({ docs }) => [docs.bad, docs.good]),
    'FROM node:24 AS build\nARG A=b\nENV A_TOKEN=$A B="c d" \\\n  # why\n  C=\'e\'\nRUN --mount=type=cache,target=/x <<-E cat\n\t$A\n\tE\nCOPY --from=build ["a", "b"]\n',
    '# syntax=docker/dockerfile:1\n# escape=`\r\nFROM a `\r\n  AS b\r\nONBUILD RUN x\r\nHEALTHCHECK --interval=5s CMD x || exit 1\r\n',
  ];
  const RUNS = 100_000;
  const LONGEST = 2_000;

  function textsToMutate(): string[] {
    if (!hasShared) return [...OWN, ...(existsSync('examples') ? dockerfilesIn('examples') : [])];
    const files = sharedRows('oracle', 'corpus.jsonl').map((row) => (isFile(row) ? readShared(row.file) : ''));
    return [...OWN, ...files.filter((text) => text.length <= LONGEST)];
  }
  const texts = textsToMutate();

  const share = fc.integer({ min: 0, max: 999_999 }).map((n) => n / 1_000_000);
  const mutation = fc.record({
    at: share,
    removed: fc.integer({ min: 0, max: 12 }),
    piece: fc.constantFrom(...PIECES),
  });
  const mutated = fc.record({
    file: share,
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    edited: fc.integer({ min: 0, max: 9 }),
  });

  test(`${RUNS} of ${texts.length} files`, () => {
    let runs = 0;
    let edited = 0;
    fc.assert(
      fc.property(mutated, ({ file, mutations, edited: share }) => {
        runs++;
        const original = texts[Math.floor(file * texts.length)] ?? '';
        const document = share === 0 ? new DockerfileDocument(original) : undefined;
        let text = original;
        for (const { at, removed, piece } of mutations) {
          const start = Math.floor(at * (text.length + 1));
          const end = Math.min(text.length, start + removed);
          document?.change({ start: positionAt(text, start), end: positionAt(text, end) }, piece);
          text = text.slice(0, start) + piece + text.slice(end);
          if (document) text = document.text; // an edit does not part CR and LF
        }
        const whole = dockerfileOf(readDockerfile(text));
        findingsOf(text, whole);
        if (!document) return;
        edited++;
        assert.equal(shown(document.dockerfile), shown(whole));
      }),
      { numRuns: RUNS, seed: 20_261_122, endOnFailure: false },
    );
    assert.equal(runs, RUNS);
    assert.ok(edited > RUNS / 20, `${edited} edited`);
  });
});

function positionAt(text: string, offset: number): Position {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++;
  return { line, character: offset - start };
}

const shown = ({ syntax, problem, stages }: Dockerfile): string =>
  JSON.stringify([
    syntax,
    problem,
    stages.map(({ line, stage }) => [line, stage.name, stage.isFinal, stage.base.kind, stage.steps, stage.lineBreak]),
  ]);

function isFile(row: unknown): row is { file: string } {
  return typeof row === 'object' && row !== null && 'file' in row && typeof row.file === 'string';
}

function dockerfilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /dockerfile$/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
