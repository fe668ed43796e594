// Every fix of the lightbulb applied, one at a time, and the text compared with a golden.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeAction, CodeActionKind, commands, type Range, type TextDocument, workspace } from 'vscode';
import { codeOf, describe, findingsWhen, openFile, replace, wholeOf } from './editor';

const { QuickFix, SourceFixAll } = CodeActionKind;
const patience = 20_000;
/** No two findings of a file stand at the same place: what is offered there belongs to one rule. */
const fixable = {
  'fixes/node.Dockerfile': ['missing-user', 'secret-in-env'],
  'fixes/stages.Dockerfile': ['missing-user', 'secret-in-env'],
  'fixes/tag.Dockerfile': ['floating-tag'],
};

suite('fixes', () => {
  for (const [path, codes] of Object.entries(fixable)) {
    for (const code of codes) {
      test(`each fix of ${code} in ${path} takes it away`, async () => {
        const document = await openFile(path);
        const original = document.getText();
        const found = await findingsWhen(document.uri, (findings) => findings.some(is(code)));
        const before = describe(document);
        const results: string[] = [];
        for (const { range } of found.filter(is(code))) {
          for (const { title } of await fixesAt(document, range)) {
            await apply(document, range, QuickFix, title);
            await findingsWhen(document.uri, (findings) => !findings.some(is(code)));
            results.push(`### ${title}\n${document.getText()}`);
            await replace(document, wholeOf(document), original);
            await findingsWhen(document.uri, (findings) => describe(document, findings).join() === before.join());
          }
        }
        assert.ok(results.length > 0, 'there is a fix');
        compareWithGolden(`${path}.${code}`, results.join('\n'));
      });
    }

    test(`fix all of ${path} applies the safe ones together`, async () => {
      const document = await openFile(path);
      const original = document.getText();
      await findingsWhen(document.uri, (findings) => findings.length > 0);
      const kind = SourceFixAll.append('hullwright');
      const [fixAll] = await actionsAt(document, wholeOf(document), kind);
      if (fixAll) await apply(document, wholeOf(document), kind, fixAll.title);
      compareWithGolden(`${path}.all`, document.getText());
      await replace(document, wholeOf(document), original);
    });
  }
});

const is = (code: string) => (finding: Parameters<typeof codeOf>[0]) => codeOf(finding) === code;

async function actionsAt(document: TextDocument, range: Range, kind: CodeActionKind): Promise<CodeAction[]> {
  const command = 'vscode.executeCodeActionProvider';
  const resolved = 100; // So many of them have their edits filled in.
  const actions = await commands.executeCommand<CodeAction[]>(command, document.uri, range, kind.value, resolved);
  return actions.filter(({ edit }) => edit);
}

/** The editor answers with nothing while it is still taking in a file that was just opened. */
async function fixesAt(document: TextDocument, range: Range): Promise<CodeAction[]> {
  for (const deadline = Date.now() + patience; ; ) {
    const actions = await actionsAt(document, range, QuickFix);
    const fixes = actions.filter(({ title }) => !/^(?:Ignore|Turn off|Fix all findings) /.test(title));
    if (actions.length > 0 || Date.now() > deadline) return fixes;
  }
}

async function apply(document: TextDocument, range: Range, kind: CodeActionKind, title: string): Promise<void> {
  const offered = kind === QuickFix ? await fixesAt(document, range) : await actionsAt(document, range, kind);
  const action = offered.find((candidate) => candidate.title === title);
  assert.ok(action?.edit, `'${title}' is offered with an edit`);
  assert.ok(await workspace.applyEdit(action.edit), `'${title}' applies`);
}

function compareWithGolden(name: string, text: string): void {
  const golden = join(process.env.HULLWRIGHT_GOLDENS ?? '', `${name.replaceAll('/', '-')}.txt`);
  if (process.env.HULLWRIGHT_UPDATE) writeFileSync(golden, text);
  assert.equal(text, readFileSync(golden, 'utf8'));
}
