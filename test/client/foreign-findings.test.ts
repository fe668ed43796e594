// Which findings are left to another linter: the id that our rule refers to, at the same place.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bareId, type Placed, withoutForeign } from '../../client/src/foreign-findings';

/** `rule 2` or `hadolint:DL3002 2-3`: lines from 0. */
function diagnostic(text: string): Placed {
  const [, source, code, first, last] = /^(?:(\w+):)?(\S+) (\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (code === undefined) throw new Error(text);
  const [start, end] = [Number(first), Number(last ?? first)];
  const range = { start: { line: start, character: 5 }, end: { line: end, character: 9 } };
  return { range, source: source ?? 'hullwright', code };
}

const CASES: readonly (readonly [title: string, own: string, others: readonly string[], isLeft: boolean])[] = [
  ['nobody else', 'root-user 2', [], false],
  ['hadolint, on its line', 'root-user 2', ['hadolint:DL3002 2'], true],
  ['hadolint, on another line', 'root-user 2', ['hadolint:DL3002 3'], false],
  ['hadolint, of something else', 'root-user 2', ['hadolint:DL3008 2'], false],
  ['one of several', 'root-user 2', ['hadolint:DL3008 2', 'hadolint:DL3002 2'], true],
  ['tally, which names spaces', 'root-user 2', ['tally:hadolint/DL3002 2'], true],
  ['Docker DX, with an id of BuildKit', 'secret-in-env 4', ['docker:SecretsUsedInArgOrEnv 4'], true],
  ['Trivy, as it was', 'missing-user 0', ['Trivy:AVD-DS-0002 0'], true],
  ['Trivy, as it is', 'missing-user 0', ['Trivy:DS-0002 0'], true],
  ['Checkov', 'floating-tag 0', ['checkov:CKV_DOCKER_7 0'], true],
  ['Semgrep', 'missing-user 0', ['semgrep:dockerfile.security.missing-user.missing-user 0'], true],
  ['SonarQube', 'unpinned-base-image 0', ['sonarqube:docker:S7023 0'], true],
  ['a range over several lines that holds ours', 'sudo-in-run 3', ['hadolint:DL3004 2-5'], true],
  ['the same id as a rule of ours, by chance', 'root-user 2', ['other:root-user 2'], false],
  ['a notice that no rule has', 'invalid-dockerfile 2', ['hadolint:DL1000 2'], false],
];

describe('a finding', () => {
  for (const [title, own, others, isLeft] of CASES) {
    test(`${isLeft ? 'is left to others' : 'stays'}: ${title}`, () => {
      const kept = withoutForeign([diagnostic(own)], others.map(diagnostic));
      assert.equal(kept.length, isLeft ? 0 : 1);
    });
  }

  test('the others stay as they were, the same objects in the same order', () => {
    const own = ['floating-tag 0', 'root-user 2', 'sudo-in-run 3'].map(diagnostic);
    assert.deepEqual(withoutForeign(own, [diagnostic('hadolint:DL3002 2')]), [own[0], own[2]]);
  });

  test('a code with a link to its page counts as well', () => {
    const linked = { ...diagnostic('hadolint:DL3002 2'), code: { value: 'DL3002', target: 'https://example.org' } };
    assert.deepEqual(withoutForeign([diagnostic('root-user 2')], [linked]), []);
  });
});

test('ids of all forms of Trivy are one', () => {
  assert.deepEqual(['DS-0002', 'AVD-DS-0002', 'DS002', 'ds-0002'].map(bareId), Array(4).fill('DS-0002'));
});
