// Files that are prepared together are found to be what each of them is alone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith, type NamedText, prepareWith } from '../../server/src/lint/analyse';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import type { DockerfileRule } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import { needsShared, readShared, sharedRows } from '../support/shared';
import { onEach } from './rules';

interface Heard {
  readonly linter: DockerfileLinter;
  readonly failures: string[];
}

function linterOf(rules: readonly DockerfileRule[]): Heard {
  const failures: string[] = [];
  const linter = new DockerfileLinter({
    rules,
    facts: { images: bundledImageFacts, today: TODAY },
    profile: 'strict',
    onRuleFailure: (rule) => failures.push(rule),
  });
  return { linter, failures };
}

const found = (linter: DockerfileLinter, { uri, text }: NamedText): string[] =>
  analyseWith(linter, uri, text, EMPTY_FOLDER).findings.map(
    ({ rule, range, message, fixes }) =>
      `${range.start.line + 1}:${range.start.character} ${rule} ${message} ${fixes.map(({ title }) => title).join()}`,
  );

const named = (text: string, i: number): NamedText => ({ uri: `file:///w/${i}/Dockerfile`, text });

/** Counts how often it is asked; throws where a stage has the word. */
function counting(id: string, boom?: string): { readonly rule: DockerfileRule; readonly asked: () => number } {
  let asked = 0;
  const like = onEach(id, 'USER');
  const rule: DockerfileRule = {
    ...like,
    *stage(stage, context) {
      asked++;
      yield* like.stage?.(stage, context) ?? [];
      if (boom !== undefined && stage.steps.some(({ instruction }) => instruction.text.includes(boom)))
        throw new Error(boom);
    },
  };
  return { rule, asked: () => asked };
}

test('real files, sixteen at a time', { skip: needsShared }, () => {
  const texts = sharedRows('oracle', 'corpus.jsonl').flatMap((row) =>
    typeof row === 'object' && row !== null && 'file' in row && typeof row.file === 'string'
      ? [readShared(row.file)]
      : [],
  );
  const files = texts.slice(0, 800).map(named);
  const [together, alone] = [linterOf(dockerfileRules).linter, linterOf(dockerfileRules).linter];
  for (let i = 0; i < files.length; i += 16) {
    const some = files.slice(i, i + 16);
    prepareWith(together, some);
    for (const file of some) assert.deepEqual(found(together, file), found(alone, file), file.text);
  }
});

describe('what is prepared', () => {
  test('is not asked again', () => {
    const { rule, asked } = counting('a-user');
    const { linter } = linterOf([rule]);
    const files = ['FROM a\nUSER b\n', 'FROM c\nUSER d\n\nFROM e\n'].map(named);
    prepareWith(linter, files);
    assert.equal(asked(), 3);
    assert.deepEqual(
      files.map((file) => found(linter, file).length),
      [1, 1],
    );
    assert.equal(asked(), 3);
  });

  test('is no file that is not analysed, and not more text than there is room for', () => {
    const { rule, asked } = counting('a-user');
    const { linter } = linterOf([rule]);
    const long = `FROM a\n${'# long\n'.repeat(20_000)}`;
    prepareWith(linter, [
      { uri: 'file:///w/Dockerfile.j2', text: 'FROM a\n' },
      { uri: 'file:///w/Dockerfile', text: long },
    ]);
    assert.equal(asked(), 0);
    assert.deepEqual(found(linter, named(long, 1)), []);
    assert.equal(asked(), 1);
  });

  test('a rule that throws is heard of where the file is analysed, and the others are not touched', () => {
    const { rule } = counting('a-user', 'boom');
    const { linter, failures } = linterOf([rule, onEach('a-run', 'RUN')]);
    const files = ['FROM a\nUSER b\nRUN c\n', 'FROM a\nUSER boom\nRUN c\n'].map(named);
    prepareWith(linter, files);
    assert.deepEqual(failures, []);
    const [good, bad] = files.map((file) => found(linter, file).map((line) => line.split(' ')[1]));
    assert.deepEqual(good, ['a-user', 'a-run']);
    assert.deepEqual(bad, ['a-run']);
    assert.deepEqual(failures, ['a-user']);
  });
});
