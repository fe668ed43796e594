// Silencing from the lightbulb, the page of a rule, hovers and the line over each stage, as the editor shows them.
import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CodeLens,
  ConfigurationTarget,
  commands,
  type Hover,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { codeOf, fileUri, type findingsOf, findingsWhen, openFile, openUntitled } from './editor';

const patience = 20_000;
const image = 'FROM alpine:3.20 AS app\nENV API_TOKEN=t0psecret42\nCMD ["sh"]\n';
const has = (rule: string) => (found: ReturnType<typeof findingsOf>) => found.some((each) => codeOf(each) === rule);
const hasNo = (rule: string) => (found: ReturnType<typeof findingsOf>) => !has(rule)(found);

suite('silencing and explaining', () => {
  for (const title of ["Ignore 'secret-in-env' for this instruction", "Ignore 'secret-in-env' in this file"]) {
    test(`'${title}' silences it`, async () => {
      const document = await openUntitled(image);
      const [found] = (await findingsWhen(document.uri, has('secret-in-env'))).filter(
        (each) => codeOf(each) === 'secret-in-env',
      );
      assert.ok(found);
      const action = await actionAt(document, found.range, title);
      assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
      const others = await findingsWhen(document.uri, hasNo('secret-in-env'));
      assert.ok(others.length > 0, 'the others stay');
    });
  }

  test('a rule is turned off in a configuration that is made for it', async () => {
    const configuration = fileUri('.hullwright.yaml');
    const document = await openFile('Dockerfile');
    await findingsWhen(document.uri, has('missing-user'));
    const whole = new Range(0, 0, 0, 20);
    const action = await actionAt(document, whole, "Turn off 'missing-user' in the workspace");
    try {
      assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
      await findingsWhen(document.uri, hasNo('missing-user'));
      const text = (await workspace.openTextDocument(configuration)).getText();
      assert.equal(text, 'rules:\n  missing-user: off\n');
    } finally {
      await (await workspace.openTextDocument(configuration)).save();
      await workspace.fs.delete(configuration);
    }
    await findingsWhen(document.uri, has('missing-user'));
  });

  test('the page of a rule opens as a preview', async () => {
    const document = await openUntitled(image);
    const found = await findingsWhen(document.uri, has('secret-in-env'));
    const range = found.find((each) => codeOf(each) === 'secret-in-env')?.range;
    assert.ok(range);
    const { command } = await actionAt(document, range, "Explain 'secret-in-env'");
    assert.ok(command);
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    const labels = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.ok(
      labels.some((label) => label.includes('secret-in-env')),
      labels.join(),
    );
  });

  test('a hover says what holds, and hides what is secret', async () => {
    const document = await openUntitled(image);
    await findingsWhen(document.uri, has('secret-in-env'));
    const shown = await hoverAt(document.uri, document.positionAt(image.indexOf('CMD')));
    assert.match(shown, /\*\*CMD\*\* in stage `app`, the final image/);
    assert.match(shown, /`API_TOKEN` \(hidden\)/);
    assert.ok(!shown.includes('t0psecret42'));
  });

  test('a line stands over each stage where the setting says so', async () => {
    const document = await openUntitled(image);
    const settings = workspace.getConfiguration('hullwright');
    const lenses = () => commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
    await findingsWhen(document.uri, has('secret-in-env'));
    assert.deepEqual(await lenses(), []);
    await settings.update('codeLens.enable', true, ConfigurationTarget.Workspace);
    try {
      const [lens] = await until(lenses, (found) => found.length > 0);
      assert.match(lens?.command?.title ?? '', /^final image · runs as root · on alpine:3\.20 · \d findings$/);
    } finally {
      await settings.update('codeLens.enable', undefined, ConfigurationTarget.Workspace);
    }
  });
});

async function actionAt(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  const ask = () =>
    commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, 'quickfix', 100);
  const actions = await until(ask, (offered) => offered.some((action) => action.title === title));
  const action = actions.find((offered) => offered.title === title);
  assert.ok(action);
  return action;
}

async function hoverAt(uri: Uri, position: Position): Promise<string> {
  const ask = () => commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
  const hovers = await until(ask, (found) => found.length > 0);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
    .join('\n');
}

/** The editor answers with what it has: right after a document opens, or a setting changes, that is of before. */
async function until<Answer>(ask: () => Thenable<Answer>, accept: (answer: Answer) => boolean): Promise<Answer> {
  for (const deadline = Date.now() + patience; ; ) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not the answer waited for: ${JSON.stringify(answer)}`);
  }
}
