// Which instruction gave a variable its value: the last stage of a file is asked at its end. Instructions stand between slashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { variableOrigin } from '../../server/src/dockerfile/variable-origin';

const FILES: readonly (readonly [file: string, origin: string])[] = [
  ['FROM a', 'base'],
  ['FROM scratch', 'nothing'],
  ['FROM a / ENV V=1', 'ENV V=1'],
  ['FROM a / ENV V=1 / ENV V=2', 'ENV V=2'],
  ['FROM a / ENV V=1 / ARG V=2', 'ARG V=2'],
  ['FROM a / ARG V=1 / ENV V=2', 'ENV V=2'],
  ['FROM a / ENV V=1 / ARG V', 'ENV V=1'],
  ['FROM a / ARG V', 'ARG V'],
  ['ARG V=1 / FROM a / ENV V=2 / ARG V', 'ARG V of the global one'],
  ['FROM a AS s / ENV V=1 / FROM s', 'ENV V=1'],
  ['FROM a AS s / ARG V=1 / FROM s', 'ARG V=1'],
  ['FROM a AS s / ENV V=1 / ARG V=2 / FROM s', 'ENV V=1'],
  ['FROM a AS s / ENV V=1 / FROM s / ARG V', 'ENV V=1'],
  ['FROM a AS s / ENV V=1 / ONBUILD ENV V=2 / FROM s', 'ONBUILD ENV V=2'],
  ['FROM a AS s / ONBUILD ENV V=2', 'base'],
];

for (const [file, expected] of FILES) {
  test(file, () => {
    const stage = dockerfileOf(readDockerfile(file.split(' / ').join('\n'))).stages.at(-1)?.stage;
    assert.ok(stage);
    const origin = variableOrigin(stage, stage.steps.length, 'V');
    const written = 'step' in origin ? origin.stage.steps[origin.step]?.instruction.text : origin.kind;
    assert.equal(`${written}${origin.kind === 'ARG' && origin.takesGlobal ? ' of the global one' : ''}`, expected);
  });
}
