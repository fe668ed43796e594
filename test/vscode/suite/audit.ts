// The audit command: closed files' findings show until they are fixed on disk, and a summary opens.
import assert from 'node:assert/strict';
import { commands, Uri, window, workspace } from 'vscode';
import { codeOf, fileUri, findingsOf, findingsWhen, openFile } from './editor';

const closed = fileUri('closed/Dockerfile');
const ignored = fileUri('closed/Dockerfile.md');
const summaryUri = Uri.from({ scheme: 'hullwright-audit', path: '/Hullwright Audit.md' });
const fixed = 'FROM alpine:3.20\nUSER nobody\n';

suite('audit', () => {
  let original: Uint8Array;
  suiteSetup(async () => {
    original = await workspace.fs.readFile(closed);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  setup(() => workspace.fs.writeFile(closed, original));

  test('finds what is wrong in files that are not open', async () => {
    await commands.executeCommand('hullwright.audit');
    const findings = await findingsWhen(closed, (found) => found.length > 0);
    assert.deepEqual(findings.map(codeOf).sort(), ['floating-tag', 'missing-user']);
    assert.deepEqual(findingsOf(ignored), []);
  });

  test('opens a summary that names rules and files', async () => {
    await commands.executeCommand('hullwright.audit');
    const summary = await workspace.openTextDocument(summaryUri);
    assert.match(summary.getText(), /missing-user/);
    assert.match(summary.getText(), /closed\/Dockerfile/);
    const labels = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.ok(
      labels.some((label) => label.includes('Hullwright Audit')),
      labels.join(),
    );
  });

  test('a file fixed on disk has no findings any more', async () => {
    await commands.executeCommand('hullwright.audit');
    await findingsWhen(closed, (found) => found.length > 0);
    await workspace.fs.writeFile(closed, Buffer.from(fixed));
    await findingsWhen(closed, (found) => found.length === 0);
  });

  test('nor has a file that is deleted', async () => {
    await commands.executeCommand('hullwright.audit');
    await findingsWhen(closed, (found) => found.length > 0);
    await workspace.fs.delete(closed);
    await findingsWhen(closed, (found) => found.length === 0);
  });

  test('a file that is opened and closed keeps the findings of the audit', async () => {
    await commands.executeCommand('hullwright.audit');
    const before = await findingsWhen(closed, (found) => found.length > 0);
    await openFile('closed/Dockerfile');
    await commands.executeCommand('workbench.action.closeAllEditors');
    await findingsWhen(closed, (found) => found.length === before.length);
  });
});
