// Findings of open documents: where they stand, and that they follow every edit.
import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, type Diagnostic, extensions, Range, workspace } from 'vscode';
import { codeOf, describe, fileUri, findingsWhen, openFile, openUntitled, replace, wholeOf } from './editor';

const image = 'FROM alpine:3.20\nENV API_TOKEN=t0psecret42\nCMD ["sh"]\n';

suite('findings', () => {
  test('the extension wakes when a Dockerfile is opened', async () => {
    const extension = extensions.getExtension('hullwright.hullwright');
    assert.ok(extension, 'the extension is installed');
    assert.equal(extension.isActive, false, 'nothing woke it before');
    const document = await openFile('Dockerfile');
    await findingsWhen(document.uri, (findings) => findings.length > 0);
    assert.equal(extension.isActive, true);
  });

  test('each stands under the text it is about, with a link to its page', async () => {
    const document = await openFile('Dockerfile');
    const findings = await findingsWhen(document.uri, (found) => found.length >= 3);
    assert.deepEqual(describe(document), [
      '1 floating-tag: latest',
      '1 missing-user: node:latest',
      '3 secret-in-env: NPM_TOKEN',
      '4 whole-context-copied: .',
    ]);
    for (const { code } of findings) assert.ok(typeof code === 'object' && code.target.scheme === 'https');
  });

  test('an untitled document has them too', async () => {
    const document = await openUntitled(image);
    const findings = await findingsWhen(document.uri, (found) => found.length >= 2);
    assert.deepEqual(findings.map(codeOf).sort(), ['missing-user', 'secret-in-env']);
  });

  test('they follow edits: insertion, deletion, CRLF, characters beyond the BMP', async () => {
    const document = await openUntitled(image);
    const edits: [Range, string][] = [
      [new Range(0, 0, 0, 0), '# a comment\r\n# 🚢 another\n'],
      [new Range(3, 0, 3, 0), 'ENV DB_PASSWORD=hunter2hunter2 \\\n    SHIP=🚢\n'],
      [new Range(0, 0, 1, 0), ''],
      [new Range(1, 5, 1, 16), 'debian:latest'],
    ];
    for (const [range, text] of edits) await replace(document, range, text);
    const fresh = await openUntitled(document.getText());
    await findingsWhen(fresh.uri, (found) => found.length === 4);
    const expected = describe(fresh).join();
    await findingsWhen(document.uri, (found) => describe(document, found).join() === expected);
    await replace(document, wholeOf(document), 'FROM alpine:3.20\nUSER nobody\n');
    await findingsWhen(document.uri, (found) => found.length === 0);
  });

  test('they come back when the server restarts', async () => {
    const document = await openFile('Dockerfile');
    const before = await findingsWhen(document.uri, (found) => found.length > 0);
    const gone = findingsWhen(document.uri, (found) => found.length === 0);
    await commands.executeCommand('hullwright.restart');
    await gone;
    await findingsWhen(document.uri, (found) => found.length === before.length);
  });

  test('they follow the profile that is set', async () => {
    const document = await openFile('Dockerfile');
    const setProfile = (profile: string | undefined) =>
      workspace.getConfiguration('hullwright').update('profile', profile, ConfigurationTarget.Workspace);
    const hasFloatingTag = (found: Diagnostic[]) => found.some((finding) => codeOf(finding) === 'floating-tag');
    await findingsWhen(document.uri, hasFloatingTag);
    await setProfile('cis');
    try {
      await findingsWhen(document.uri, (found) => !hasFloatingTag(found));
    } finally {
      await setProfile(undefined);
    }
    await findingsWhen(document.uri, hasFloatingTag);
  });

  const languagesByName = {
    'Dockerfile-dev': 'dockerfile',
    'CONTAINERFILE-3.12': 'dockerfile',
    'web.Dockerfile': 'dockerfile',
    'Dockerfile.dockerignore': 'ignore',
    'containerfile-dev.containerignore': 'ignore',
    'Dockerfile.md': 'markdown',
    'dockerfile-ast.ts': 'typescript',
    'dockerfile-lint.js': 'javascript',
    'dockerfile-parse.py': 'python',
    'Dockerfile-Parser.java': 'java',
  };
  for (const [name, language] of Object.entries(languagesByName)) {
    test(`${name} is ${language}`, async () => {
      await workspace.fs.writeFile(fileUri(`names/${name}`), new Uint8Array([10]));
      const document = await workspace.openTextDocument(fileUri(`names/${name}`));
      assert.equal(document.languageId, language);
    });
  }
});
