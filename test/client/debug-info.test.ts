// What "Copy Debug Info" gives away, and what not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DebugFacts, debugInfo } from '../../client/src/debug-info';

const FACTS: DebugFacts = {
  versions: { Hullwright: '0.1.0', 'VS Code': '1.91.0 (desktop, local)' },
  server: 'Running, 0.1.0',
  folders: 2,
  trusted: false,
  settings: [
    { name: 'hullwright.profile', where: 'workspace', value: 'strict' },
    { name: 'hullwright.deduplicate', where: 'user', value: false },
  ],
  otherLinters: ['hadolint 1.1.2'],
  document: {
    scheme: 'file',
    lines: 12,
    status: {
      kind: 'hullwright',
      uri: 'file:///home/ann/shop/.hullwright.yaml',
      profile: 'strict',
      findings: 3,
      suppressed: 1,
      network: 'off',
    },
    configuration: '.hullwright.yaml',
    leftToOthers: 2,
  },
};

test('says what a report needs', () => {
  assert.equal(
    debugInfo(FACTS),
    `- Hullwright: 0.1.0
- VS Code: 1.91.0 (desktop, local)
- Server: Running, 0.1.0
- Workspace: 2 folders, restricted
- Other linters: hadolint 1.1.2
- Settings that differ from their defaults:
  - hullwright.profile = strict (workspace)
  - hullwright.deduplicate = false (user)
- Dockerfile: file, 12 lines
- Configuration: hullwright, .hullwright.yaml
- Profile: strict
- Findings: 3, 1 suppressed, 2 shown by other linters
- Network: off
`,
  );
});

test('without a Dockerfile, settings or other linters', () => {
  const text = debugInfo({ ...FACTS, settings: [], otherLinters: [], document: undefined });
  assert.match(text, /^- Other linters: none$/m);
  assert.match(text, /^- Settings that differ from their defaults: none$/m);
  assert.match(text, /^- Dockerfile: none is active$/m);
});

test('tells no path outside the workspace, and no value that may be one', () => {
  const { document } = FACTS;
  const text = debugInfo({
    ...FACTS,
    settings: [
      { name: 'hullwright.profile', where: 'user', value: '/home/ann/secret' },
      { name: 'hullwright.trace.server', where: 'folder', value: { path: 'C:\\Users\\ann' } },
    ],
    document: document && { ...document, configuration: undefined },
  });
  assert.match(text, /a file outside the workspace/);
  assert.doesNotMatch(text, /ann|home|Users/);
  assert.match(text, /hullwright\.profile = \(not shown\) \(user\)/);
});
