// Every fix of the lightbulb applied, one at a time, and the text compared with a golden.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeAction, CodeActionKind, commands, Range, type TextDocument, workspace } from 'vscode';
import { codeOf, findingsWhen, openFile, openUntitled, replaceText } from './editor';

const fixable = {
  'fixes/node.Dockerfile': ['missing-user', 'secret-in-env'],
  'fixes/stages.Dockerfile': ['missing-user', 'secret-in-env'],
};

suite('fixes', () => {
  for (const [path, codes] of Object.entries(fixable)) {
    test(`each of ${path}`, async () => {
      const { document } = await openFile(path);
      const original = document.getText();
      const findings = await findingsWhen(document.uri, (found) => found.length >= codes.length);
      assert.deepEqual(
        codes.filter((code) => !findings.some((finding) => codeOf(finding) === code)),
        [],
        'all are found',
      );
      const results: string[] = [];
      for (const { title } of await actionsOf(document, CodeActionKind.QuickFix)) {
        await apply(document, CodeActionKind.QuickFix, title);
        results.push(`### ${title}\n${document.getText()}`);
        await replaceText(document, original);
        await findingsWhen(document.uri, (found) => found.length === findings.length);
      }
      compareWithGolden(path, results.join('\n'));
    });
  }

  test('a fix takes its finding away', async () => {
    const { document } = await openFile('fixes/node.Dockerfile');
    await findingsWhen(document.uri, (found) => found.some((finding) => codeOf(finding) === 'missing-user'));
    const actions = await actionsOf(document, CodeActionKind.QuickFix);
    const fix = actions.find(({ diagnostics }) => diagnostics?.some((finding) => codeOf(finding) === 'missing-user'));
    assert.ok(fix, 'missing-user has a fix');
    await apply(document, CodeActionKind.QuickFix, fix.title);
    await findingsWhen(document.uri, (found) => !found.some((finding) => codeOf(finding) === 'missing-user'));
    await commands.executeCommand('workbench.action.files.revert');
  });

  test('fix all applies the safe ones together', async () => {
    const path = 'fixes/node.Dockerfile';
    const { document } = await openUntitled(readText(path));
    await findingsWhen(document.uri, (found) => found.length > 0);
    const kind = CodeActionKind.SourceFixAll.append('hullwright');
    const [fixAll] = await actionsOf(document, kind);
    if (fixAll) await apply(document, kind, fixAll.title);
    compareWithGolden(`${path}.all`, document.getText());
  });
});

async function actionsOf(document: TextDocument, kind: CodeActionKind): Promise<CodeAction[]> {
  const all = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  const resolved = 100;
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    all,
    kind.value,
    resolved,
  );
  return actions.filter((action) => action.edit);
}

async function apply(document: TextDocument, kind: CodeActionKind, title: string): Promise<void> {
  const action = (await actionsOf(document, kind)).find((candidate) => candidate.title === title);
  assert.ok(action?.edit, `'${title}' is offered with an edit`);
  assert.ok(await workspace.applyEdit(action.edit), `'${title}' applies`);
}

function compareWithGolden(path: string, text: string): void {
  const golden = join(process.env.HULLWRIGHT_GOLDENS ?? '', `${path.replaceAll('/', '-')}.txt`);
  if (process.env.HULLWRIGHT_UPDATE) writeFileSync(golden, text);
  assert.equal(text, readFileSync(golden, 'utf8'));
}

function readText(path: string): string {
  const folder = workspace.workspaceFolders?.[0];
  return readFileSync(join(folder?.uri.fsPath ?? '', path), 'utf8');
}
