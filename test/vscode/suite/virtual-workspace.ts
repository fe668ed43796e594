// Where no file is on a disk that the server could read: what it needs it gets from the editor.
import assert from 'node:assert/strict';
import { type CodeAction, CodeActionKind, commands, env, UIKind, workspace } from 'vscode';
import { codeOf, fileUri, findingsWhen, openFile } from './editor';

suite('in a browser', () => {
  test('there is no file and no process', () => {
    assert.equal(env.uiKind, UIKind.Web);
    assert.equal(typeof process, 'undefined');
    assert.equal(fileUri('.').scheme, 'vscode-remote');
  });

  test('a configuration holds, and what it extends', async () => {
    const { uri } = await openFile('fixes/tag.Dockerfile');
    await findingsWhen(uri, (found) => found.some((finding) => codeOf(finding) === 'floating-tag'));
    const write = (path: string, text: string) => workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
    await write('base.yaml', 'rules: { floating-tag: off }\n');
    await write('.hullwright.yaml', 'extends: base.yaml\n');
    try {
      await findingsWhen(uri, (found) => found.every((finding) => codeOf(finding) !== 'floating-tag'));
    } finally {
      await workspace.fs.delete(fileUri('.hullwright.yaml'));
      await workspace.fs.delete(fileUri('base.yaml'));
    }
    await findingsWhen(uri, (found) => found.some((finding) => codeOf(finding) === 'floating-tag'));
  });

  test('fixes are offered', async () => {
    const { uri } = await openFile('Dockerfile');
    const [finding] = await findingsWhen(uri, (found) => found.some((each) => codeOf(each) === 'secret-in-env'));
    assert.ok(finding);
    const offered = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      finding.range,
      CodeActionKind.QuickFix.value,
    );
    assert.ok(offered.length > 0);
  });
});
