// What comments of other tools silence: their ids have the form that the tool gives them, and lead to the right rules.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ForeignIds, foreignIgnores } from '../../server/src/lint/foreign-comments';
import type { Reference } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';

const FORMS: Readonly<Record<keyof Reference, RegExp>> = {
  cis: /^[1-7]\.\d{1,2}$/,
  cwe: /^\d{2,4}$/,
  trivy: /^DS-00\d\d$/,
  checkov: /^CKV2?_DOCKER_\d{1,2}$/,
  kics: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  hadolint: /^DL[34]\d{3}$/,
  buildkit: /^[A-Z][A-Za-z]+$/,
  // Where the rule lies, its file, its id.
  semgrep: /^(?:dockerfile|bash)(?:\.[a-z-]+){3,4}$/,
  sonar: /^S\d{4}$/,
  dockle: /^(?:CIS|DKL)-[DL]I-00\d\d$/,
  tally: /^[a-z]+(?:[-/][a-z]+)+$/,
  url: /^https:\/\//,
};
const TOOLS = Object.keys(FORMS) as (keyof Reference)[];

for (const { id, references } of dockerfileRules) {
  test(`${id}: references`, () => {
    const seen = new Set<string>();
    for (const reference of references) {
      const named = TOOLS.filter((tool) => reference[tool] !== undefined);
      assert.equal(named.length, 1);
      for (const tool of named) {
        const value = String(reference[tool]);
        assert.match(value, FORMS[tool]);
        assert.ok(!seen.has(`${tool} ${value}`), `${value} stands there twice`);
        seen.add(`${tool} ${value}`);
      }
    }
    assert.ok(seen.size > 0);
  });
}

const USER = ['missing-user', 'root-user'];
const NAMED = ['secret-in-arg', 'secret-in-env'];
const SECRETS = [...NAMED, 'secret-in-run', 'secret-value'];

const COMMENTS: readonly (readonly [comment: string, rules: readonly string[]])[] = [
  ['# hadolint ignore=DL3002', ['root-user']],
  ['# hadolint ignore=DL3004', ['sudo-in-run']],
  ['# hadolint ignore=DL3006', ['floating-tag']],
  ['# hadolint ignore=DL3007', ['floating-tag']],
  ['# hadolint ignore=DL3064', NAMED],
  ['# hadolint ignore=DL3066', ['non-numeric-user']],
  ['# hadolint ignore=DL3067', ['copied-filesystem']],
  ['# tally ignore=hadolint/DL3002', ['root-user']],
  ['# tally ignore=buildkit/SecretsUsedInArgOrEnv', NAMED],
  ['# tally ignore=tally/secrets-in-code', ['secret-in-run', 'secret-value']],
  ['# tally ignore=tally/stateful-root-runtime', [...USER, 'stateful-root']],
  ['# tally ignore=tally/user-created-but-never-used', ['missing-user', 'unused-user']],
  ['# tally ignore=tally/world-writable-state-path-workaround', ['world-writable-mode']],
  ['# trivy:ignore:DS-0001', ['floating-tag']],
  ['# trivy:ignore:AVD-DS-0002', USER],
  ['# trivy:ignore:DS-0004', ['remote-administration-port']],
  ['# trivy:ignore:DS010', ['sudo-in-run']],
  ['# trivy:ignore:DS-0030', ['system-directory']],
  ['# trivy:ignore:DS-0031', [...NAMED, 'secret-file-copied', 'secret-in-run']],
  ['# checkov:skip=CKV_DOCKER_1:why', ['remote-administration-port']],
  ['# checkov:skip=CKV_DOCKER_3', ['missing-user']],
  ['# checkov:skip=CKV_DOCKER_4', ['add-instead-of-copy', 'add-remote-url']],
  ['# checkov:skip=CKV_DOCKER_7', ['floating-tag']],
  ['# checkov:skip=CKV_DOCKER_8', ['root-user']],
  ['# checkov:skip=CKV2_DOCKER_1', ['sudo-in-run']],
  ['# checkov:skip=CKV2_DOCKER_2', ['tls-verification-disabled']],
  ['# checkov:skip=CKV2_DOCKER_15', ['tls-verification-disabled']],
  ['# checkov:skip=CKV2_DOCKER_17', ['account-password']],
  ['# checkov:skip=CKV2_DOCKER_7', ['package-signature-disabled']],
  ['# checkov:skip=CKV2_DOCKER_11', ['package-signature-disabled']],
  ['# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f', ['missing-user']],
  ['# kics-scan disable=67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae', ['root-user']],
  ['# kics-scan disable=9efb0b2d-89c9-41a3-91ca-dcc0aec911fd', ['floating-tag']],
  ['# kics-scan disable=f45ea400-6bbe-4501-9fc7-1c3d75c32067', ['floating-tag']],
  ['# kics-scan disable=5907595b-5b6d-4142-b173-dbb0e73fbff8', ['remote-administration-port']],
  ['# kics-scan disable=8ada6e80-0ade-439e-b176-0b28f6bce35a', ['sudo-in-run']],
  ['# kics-scan disable=4b410d24-1cbe-4430-a632-62c9a931cf1c', ['add-remote-url']],
  ['# kics-scan disable=efbf148a-67e9-42d2-ac47-02fa1c0d0b22', ['missing-pipefail']],
  ['# kics-scan disable=487f4be7-3fd9-4506-a07a-eae252180c08', SECRETS],
  ['# kics-scan disable=c4d3b58a-e6d4-450f-9340-04f1e702eaae', ['secret-value']],
  ['# nosemgrep: missing-user', ['missing-user']],
  ['# nosemgrep: dockerfile.security.missing-user.missing-user', ['missing-user']],
  ['# nosemgrep: dockerfile.security.missing-user-entrypoint.missing-user-entrypoint', ['missing-user']],
  ['# nosemgrep: last-user-is-root', ['root-user']],
  ['# nosemgrep: missing-image-version', ['floating-tag']],
  ['# nosemgrep: avoid-latest-version', ['floating-tag']],
  ['# nosemgrep: dockerfile-source-not-pinned', ['unpinned-base-image']],
  ['# nosemgrep: secret-in-build-arg', ['secret-in-arg']],
  ['# nosemgrep: no-sudo-in-dockerfile', ['sudo-in-run']],
  ['# nosemgrep: dockerfile-dockerd-socket-mount', ['docker-socket-volume']],
  ['# nosemgrep: run-security-insecure', ['insecure-build-entitlement']],
  ['# nosemgrep: prefer-copy-over-add', ['add-instead-of-copy', 'add-remote-url']],
  ['# nosemgrep: set-pipefail', ['missing-pipefail']],
  ['# nosemgrep: curl-pipe-bash', ['pipe-to-shell']],
  ['# NOSONAR(docker:S6471)', USER],
  ['# NOSONAR(S2612)', ['setuid-bit', 'world-writable-mode']],
  ['# NOSONAR(S7023)', ['unpinned-base-image']],
];

describe('a comment of another tool silences', () => {
  const ids = ForeignIds.of(dockerfileRules);
  for (const [comment, rules] of COMMENTS) {
    test(comment, () => {
      const silenced = foreignIgnores(comment).flatMap((ignore) => ids.rulesOf(ignore).map(({ id }) => id));
      assert.deepEqual(silenced.sort(), [...rules].sort());
    });
  }
});
