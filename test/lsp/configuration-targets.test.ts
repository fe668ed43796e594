// Where a rule can be turned off for a file.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configurationTargets } from '../../server/src/lsp/configuration-targets';
import type { FoundConfiguration } from '../../server/src/workspace/load-configuration';

const found = (uri?: string, kind: FoundConfiguration['kind'] = uri ? 'hullwright' : 'none'): FoundConfiguration => ({
  kind,
  uri,
  policy: {},
  problems: new Map(),
});

const CAN = { createsFiles: true, trusted: true };

type Row = readonly [uri: string, root: string, found: FoundConfiguration, can: typeof CAN, targets: readonly string[]];
const rows: Readonly<Record<string, Row>> = {
  'none yet, at the root': ['file:///w/Dockerfile', 'file:///w', found(), CAN, ['new in the workspace']],
  'none yet, on a drive, with spaces': [
    'file:///c%3A/my%20code/a%20b/Dockerfile',
    'file:///c%3A/my%20code',
    found(),
    CAN,
    ['new in the folder a b', 'new in the workspace'],
  ],
  'none yet, on another machine': [
    'file://wsl%24/Debian/w/a/Dockerfile',
    'file://wsl%24/Debian/w',
    found(),
    CAN,
    ['new in the folder a', 'new in the workspace'],
  ],
  'in the folder of the file': [
    'file:///w/a/Dockerfile',
    'file:///w',
    found('file:///w/a/.hullwright.yml'),
    CAN,
    ['in a/.hullwright.yml'],
  ],
  'further up': [
    'file:///w/a/b/Dockerfile',
    'file:///w',
    found('file:///w/.hullwright.yaml'),
    CAN,
    ['new in the folder a/b, extends: ../../.hullwright.yaml', 'in .hullwright.yaml'],
  ],
  'further up, in a workspace that is not trusted: a new one could not go on from it': [
    'file:///w/a/Dockerfile',
    'file:///w',
    found('file:///w/.hullwright.yaml'),
    { ...CAN, trusted: false },
    ['in .hullwright.yaml'],
  ],
  'where the editor makes no files': [
    'file:///w/a/Dockerfile',
    'file:///w',
    found('file:///w/.hullwright.yaml'),
    { ...CAN, createsFiles: false },
    ['in .hullwright.yaml'],
  ],
  'of hadolint': ['file:///w/Dockerfile', 'file:///w', found('file:///w/.hadolint.yaml', 'hadolint'), CAN, []],
  'outside the workspace': ['file:///v/Dockerfile', 'file:///w', found(), CAN, []],
};

describe('with a configuration', () => {
  for (const [name, [uri, root, configuration, can, expected]] of Object.entries(rows)) {
    test(name, () => {
      const shown = configurationTargets(uri, root, configuration, can).map(({ where, newText }) =>
        [newText === undefined ? where : `new ${where}`, ...(newText ? [newText.trim()] : [])].join(', '),
      );
      assert.deepEqual(shown, expected);
    });
  }
});
