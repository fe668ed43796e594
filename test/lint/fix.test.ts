// Applying fixes: what one of them does wrong costs that fix alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { fixText } from '../../server/src/lint/fix';
import { type DockerfileRule, dockerfileRule } from '../../server/src/rule/rule';
import floatingTag from '../../server/src/rules/dockerfile/floating-tag';
import { rangeOf } from '../../server/src/text/range';

const throwing = (place: 'check' | 'edits'): DockerfileRule =>
  dockerfileRule({
    ...floatingTag,
    id: 'throwing',
    *stage() {
      if (place === 'check') throw new Error('no check');
      const edits = (): never => {
        throw new Error('no edits');
      };
      const fixes = [{ title: 'Throw', safety: 'suggested', delta: {}, edits } as const];
      yield { range: rangeOf(0, 0, 0, 4), message: 'a finding', fixes };
    },
  });

for (const place of ['check', 'edits'] as const) {
  test(`a rule that throws in its ${place} leaves the fixes of others alone`, () => {
    const failures: string[] = [];
    const analyse = (text: string) =>
      analyseDockerfile('Dockerfile', text, {
        rules: [throwing(place), floatingTag],
        facts: { images: bundledImageFacts },
        profile: 'strict',
        onRuleFailure: (rule, error) => failures.push(`${rule}: ${error}`),
      });
    const { text, applied } = fixText('FROM node:latest\nUSER node\n', analyse, () => true);
    assert.match(text, /^FROM node:\d+\nUSER node\n$/);
    assert.deepEqual(
      applied.map(({ rule }) => rule),
      ['floating-tag'],
    );
    assert.equal(failures[0], `throwing: Error: no ${place}`);
  });
}
