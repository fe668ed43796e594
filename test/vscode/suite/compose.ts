// Compose in VS Code: findings, the place in another file that one names, and the fix that hardens a service.
import assert from 'node:assert/strict';
import { commands, type Diagnostic, Range, workspace } from 'vscode';
import { codeOf, describe, fileUri, findingsWhen, offered, openFile, replace } from './editor';

const folder = 'stack';
const files = {
  'compose.yaml': [
    'services:',
    '  web:',
    '    build: ./web',
    '  db:',
    '    image: postgres:18.1',
    '    privileged: true',
    '',
  ].join('\n'),
  'web/Dockerfile': 'ARG A=1\nFROM node:26.1-bookworm-slim\nCMD ["node", "server.js"]\n',
};

const is = (code: string) => (finding: Diagnostic) => codeOf(finding) === code;
const builtAsRoot = is('built-image-runs-as-root');
const notHardened = is('service-not-hardened');

suite('Compose', () => {
  suiteSetup(async () => {
    for (const [path, text] of Object.entries(files))
      await workspace.fs.writeFile(fileUri(`${folder}/${path}`), new TextEncoder().encode(text));
  });
  suiteTeardown(async () => {
    await workspace.saveAll();
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(fileUri(folder), { recursive: true });
  });

  test('findings stand under the text that they are about', async () => {
    const document = await openFile(`${folder}/compose.yaml`);
    await findingsWhen(document.uri, (findings) => findings.some(builtAsRoot));
    assert.deepEqual(describe(document), [
      '2 service-not-hardened: web',
      '3 built-image-runs-as-root: ./web',
      '6 privileged-service: true',
    ]);
  });

  test('one about the Dockerfile behind a service leads to its stage', async () => {
    const document = await openFile(`${folder}/compose.yaml`);
    const findings = await findingsWhen(document.uri, (findings) => findings.some(builtAsRoot));
    const [related] = findings.find(builtAsRoot)?.relatedInformation ?? [];
    assert.ok(related);
    assert.equal(related.location.uri.toString(), fileUri(`${folder}/web/Dockerfile`).toString());
    assert.equal(related.location.range.start.line, 1);
  });

  test('it goes when the Dockerfile, unsaved, names a user', async () => {
    const document = await openFile(`${folder}/compose.yaml`);
    const dockerfile = await openFile(`${folder}/web/Dockerfile`);
    await replace(dockerfile, new Range(2, 0, 2, 0), 'USER node\n');
    await findingsWhen(document.uri, (findings) => !findings.some(builtAsRoot));
  });

  test('a service is hardened, and its hint is gone', async () => {
    const document = await openFile(`${folder}/compose.yaml`);
    await replace(document, new Range(5, 0, 6, 0), '');
    const found = await findingsWhen(document.uri, (findings) => findings.filter(notHardened).length > 1);
    const db = found.filter(notHardened).at(-1);
    assert.ok(db);
    const action = await offered(document, db.range, 'Harden this service');
    assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
    await findingsWhen(document.uri, (findings) => findings.filter(notHardened).length === 1);
    assert.match(
      document.getText(),
      /\n {2}db:\n(?: {4}.*\n)* {4}cap_drop:\n {6}- ALL\n(?: {4}.*\n)* {4}pids_limit: 256\n$/,
    );
  });
});
