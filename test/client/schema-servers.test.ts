// Which extensions tell what the schema of Compose files says, as they are set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isToldBy } from '../../client/src/schema-servers';

const ROWS: readonly (readonly [installed: readonly string[], off: readonly string[], isTold: boolean])[] = [
  [[], [], false],
  [['redhat.vscode-yaml'], [], true],
  [['docker.docker'], [], true],
  [['ms-azuretools.vscode-docker'], [], false],
  [['redhat.vscode-yaml'], ['yaml.validate'], false],
  [['redhat.vscode-yaml'], ['yaml.schemaStore.enable'], false],
  [['docker.docker'], ['docker.extension.enableComposeLanguageServer'], false],
  [['docker.docker'], ['yaml.validate'], true],
  [['redhat.vscode-yaml', 'docker.docker'], ['yaml.validate'], true],
];

for (const [installed, off, isTold] of ROWS) {
  test(`${installed.join(' and ') || 'none'}, with ${off.join() || 'nothing'} off`, () => {
    assert.equal(
      isToldBy(
        (id) => installed.includes(id),
        (setting) => !off.includes(setting),
      ),
      isTold,
    );
  });
}
