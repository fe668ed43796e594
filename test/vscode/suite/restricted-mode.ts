// Restricted Mode: findings and fixes as always, by our own server alone; a configuration leads to no other file.
import assert from 'node:assert/strict';
import { platform } from 'node:process';
import { workspace } from 'vscode';
import { codeOf, fileUri, findingsWhen, openFile } from './editor';
import { childrenOf, serverProcess } from './processes';

suite('in a workspace that is not trusted', () => {
  test('a Dockerfile has its findings', async () => {
    assert.equal(workspace.isTrusted, false);
    const { uri } = await openFile('Dockerfile');
    const findings = await findingsWhen(uri, (found) => found.length > 0);
    assert.deepEqual(findings.map(codeOf).sort(), ['floating-tag', 'secret-in-env']);
  });

  test('its configuration holds, but what it extends is not read', async () => {
    await openFile('Dockerfile');
    const [problem] = await findingsWhen(fileUri('.hullwright.yaml'), (found) => found.length > 0);
    assert.match(problem?.message ?? '', /the workspace is not trusted$/);
  });

  test('nothing runs but our own server, and that starts nothing', function () {
    if (platform === 'win32') this.skip();
    assert.deepEqual(childrenOf(serverProcess().pid), []);
    assert.equal(workspace.isTrusted, false);
  });
});
