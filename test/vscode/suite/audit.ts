// The audit: closed files' findings in Problems and in the view until they are fixed, its reports, and fixes of many at once.
import assert from 'node:assert/strict';
import { commands, extensions, type TreeDataProvider, type TreeItem, Uri, window, workspace } from 'vscode';
import { codeOf, fileUri, findingsOf, findingsWhen, openFile, replace, wholeOf } from './editor';

const closed = fileUri('closed/Dockerfile');
const ignored = fileUri('closed/Dockerfile.md');
const summaryUri = Uri.from({ scheme: 'hullwright-audit', path: '/Hullwright Audit.md' });
const fixed = 'FROM alpine:3.20\nUSER nobody\n';
const patience = 20_000;
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

interface AuditResult {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

function tree(): TreeDataProvider<unknown> {
  const exports: { audit?: TreeDataProvider<unknown> } = extensions.getExtension('hullwright.hullwright')?.exports;
  assert.ok(exports.audit, 'the extension hands its tree to tests');
  return exports.audit;
}

const labelOf = ({ label }: TreeItem): string => (typeof label === 'string' ? label : (label?.label ?? ''));

/** The whole tree, one line an item: `label | description`, what is inside indented. */
async function shown(): Promise<string[]> {
  const provider = tree();
  const lines = async (parent: unknown, indent: string): Promise<string[]> => {
    const nodes = (await provider.getChildren(parent)) ?? [];
    const pieces = nodes.map(async (node) => {
      const item = await provider.getTreeItem(node);
      return [`${indent}${labelOf(item)} | ${item.description}`, ...(await lines(node, `${indent}  `))];
    });
    return (await Promise.all(pieces)).flat();
  };
  return lines(undefined, '');
}

/** Waits until the tree is as wanted; says what it is when that takes too long. */
function shownWhen(accept: (lines: string[]) => boolean): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      const lines = await shown();
      if (!accept(lines)) return;
      clearTimeout(deadline);
      changes?.dispose();
      resolve(lines);
    };
    const changes = tree().onDidChangeTreeData?.(() => void look());
    const deadline = setTimeout(async () => {
      changes?.dispose();
      reject(new Error(`not the tree waited for:\n${(await shown()).join('\n')}`));
    }, patience);
    void look();
  });
}

/** Until there is a tab of that name. */
function tabWhen(name: string): Promise<void> {
  const isThere = (): boolean =>
    window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(name)));
  return new Promise((resolve, reject) => {
    if (isThere()) return resolve();
    const deadline = setTimeout(() => reject(new Error(`there is no tab '${name}'`)), patience);
    const changes = window.tabGroups.onDidChangeTabs(() => {
      if (!isThere()) return;
      clearTimeout(deadline);
      changes.dispose();
      resolve();
    });
  });
}

/** Until the tree changes. */
const changed = (): Promise<void> =>
  new Promise((resolve) => {
    const changes = tree().onDidChangeTreeData?.(() => {
      changes?.dispose();
      resolve();
    });
  });

/** Until VS Code has told of a change in the folder: what comes and goes before that was never there for who follows files. */
function toldOf(folder: Uri): Promise<void> {
  const watcher = workspace.createFileSystemWatcher('**');
  return new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`nothing was told of ${folder.path}`)), patience);
    const look = ({ path }: Uri): void => {
      if (path !== folder.path && !path.startsWith(`${folder.path}/`)) return;
      clearTimeout(deadline);
      resolve();
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) event(look);
  }).finally(() => watcher.dispose());
}

const audit = (): Thenable<AuditResult> => commands.executeCommand('hullwright.audit');
const has = (text: string) => (lines: string[]) => lines.some((line) => line.includes(text));
const hasNot = (text: string) => (lines: string[]) => !has(text)(lines);

suite('audit', () => {
  let original: Uint8Array;
  suiteSetup(async () => {
    original = await workspace.fs.readFile(closed);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  setup(() => workspace.fs.writeFile(closed, original));
  teardown(async () => {
    await commands.executeCommand('hullwright.audit.clearFilter');
    await commands.executeCommand('hullwright.audit.groupByRule');
  });

  test('finds what is wrong in files that are not open', async () => {
    await audit();
    const findings = await findingsWhen(closed, (found) => found.length > 0);
    assert.deepEqual(findings.map(codeOf).sort(), ['floating-tag', 'missing-user']);
    assert.deepEqual(findingsOf(ignored), []);
  });

  test('has a summary that names rules and files', async () => {
    await audit();
    await commands.executeCommand('hullwright.audit.summary');
    const summary = await workspace.openTextDocument(summaryUri);
    assert.match(summary.getText(), /missing-user/);
    assert.match(summary.getText(), /closed\/Dockerfile/);
    await tabWhen('Hullwright Audit');
  });

  test('a file fixed on disk has no findings any more', async () => {
    await audit();
    await findingsWhen(closed, (found) => found.length > 0);
    await workspace.fs.writeFile(closed, bytes(fixed));
    await findingsWhen(closed, (found) => found.length === 0);
  });

  test('nor has a file that is deleted', async () => {
    await audit();
    await findingsWhen(closed, (found) => found.length > 0);
    await workspace.fs.delete(closed);
    await findingsWhen(closed, (found) => found.length === 0);
  });

  test('a file that is opened and closed keeps the findings of the audit', async () => {
    await audit();
    const before = await findingsWhen(closed, (found) => found.length > 0);
    await openFile('closed/Dockerfile');
    await commands.executeCommand('workbench.action.closeAllEditors');
    await findingsWhen(closed, (found) => found.length === before.length);
  });
});

suite('the view of the audit', () => {
  const folder = fileUri('view');
  const file = fileUri('view/Dockerfile');
  const text = 'FROM debian:latest\nENV API_TOKEN=t0psecret42\nCMD ["/run.sh"]\n';

  setup(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const told = toldOf(folder);
    await workspace.fs.writeFile(file, bytes(text));
    await workspace.fs.writeFile(fileUri('view/b.Dockerfile'), bytes('FROM debian:13.1\nUSER nobody\n'));
    await told;
    await audit();
    await commands.executeCommand('hullwright.audit.filter', 'view/');
    await shownWhen(has('view/Dockerfile:2'));
  });
  teardown(async () => {
    await commands.executeCommand('hullwright.audit.clearFilter');
    await commands.executeCommand('hullwright.audit.groupByRule');
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(folder, { recursive: true });
    await shownWhen(hasNot('view/'));
  });

  test('groups by rule, by file and by severity, the worst first, hints too', async () => {
    const secret =
      "'API_TOKEN' is stored in the image for everyone to read; mount it as a secret or set it at run time";
    assert.deepEqual((await shown()).slice(0, 2), ['secret-in-env | 1', `  ${secret} | view/Dockerfile:2`]);
    assert.ok(has('unpinned-base-image | 1')(await shown()));
    await commands.executeCommand('hullwright.audit.groupByFile');
    assert.match((await shown()).slice(0, 2).join('\n'), /^Dockerfile \| \d+ · view\n {2}.*\| secret-in-env · line 2$/);
    await commands.executeCommand('hullwright.audit.groupBySeverity');
    const groups = (await shown()).filter((line) => !line.startsWith(' '));
    assert.deepEqual(
      groups.map((line) => line.replace(/ \|.*/, '')),
      ['Error', 'Warning', 'Hint'],
    );
  });

  test('says to a screen reader what it shows, and opens the place', async () => {
    const [group] = (await tree().getChildren()) ?? [];
    const [leaf] = (await tree().getChildren(group)) ?? [];
    const item = await tree().getTreeItem(leaf);
    assert.match(item.accessibilityInformation?.label ?? '', /^Error, secret-in-env: .*\. view\/Dockerfile, line 2$/);
    assert.ok(item.command);
    await commands.executeCommand(item.command.command, ...(item.command.arguments ?? []));
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.path, file.path);
    assert.equal(editor.document.getText(editor.selection), 'API_TOKEN');
  });

  test('explains the rule of a finding', async () => {
    const [group] = (await tree().getChildren()) ?? [];
    await commands.executeCommand('hullwright.audit.explain', group);
    await tabWhen('secret-in-env.md');
  });

  test('filters by text and severity', async () => {
    await commands.executeCommand('hullwright.audit.filter', 'view/ @error');
    const groups = (await shown()).filter((line) => !line.startsWith(' '));
    assert.deepEqual(groups, ['secret-in-env | 1']);
    await commands.executeCommand('hullwright.audit.filter', 'no such thing');
    assert.deepEqual(await shown(), []);
  });

  test('follows what is typed and what is saved', async () => {
    const document = await openFile('view/Dockerfile');
    await replace(document, wholeOf(document), `# a line more\n${text}`);
    await shownWhen(has('view/Dockerfile:3'));
    await replace(document, wholeOf(document), fixed);
    await shownWhen(hasNot('secret-in-env'));
    assert.ok(await document.save());
  });

  test('follows what comes, goes and changes on disk', async () => {
    await workspace.fs.writeFile(fileUri('view/more/web.Dockerfile'), bytes(text));
    await shownWhen(has('view/more/web.Dockerfile:2'));
    await workspace.fs.writeFile(file, bytes(fixed));
    await shownWhen(hasNot('view/Dockerfile:2'));
    await workspace.fs.delete(fileUri('view/more'), { recursive: true });
    await shownWhen(hasNot('web.Dockerfile'));
  });

  test('comes back when the server restarts', async () => {
    const cleared = shownWhen((lines) => lines.length === 0);
    await commands.executeCommand('hullwright.restart');
    await cleared;
    await shownWhen(has('view/Dockerfile:2'));
  });

  test('keeps what an audit found that was stopped', async () => {
    const many = 400;
    const paths = Array.from({ length: many }, (_, i) => fileUri(`view/many/${String(i).padStart(4, '0')}/Dockerfile`));
    // Each its own: what is the same in many files is read once, and such an audit over before it can be stopped.
    const long = (file: number): string =>
      `FROM debian:13.1\n${Array.from({ length: 200 }, (_, i) => `RUN apt-get update && make part-${file}-${i}\n`).join('')}USER nobody\n`;
    await Promise.all(paths.map((uri, i) => workspace.fs.writeFile(uri, bytes(long(i)))));
    const running = audit();
    await changed();
    await commands.executeCommand('hullwright.audit.cancel');
    const { cancelled, files } = await running;
    assert.ok(cancelled && files < many, `${files} files`);
    assert.ok(has('view/Dockerfile:2')(await shown()), 'what was found stays');
  });

  for (const [format, start] of Object.entries({
    html: '<!doctype html>',
    markdown: '# Hullwright',
    sarif: '{"$schema"',
  })) {
    test(`is written as ${format}, without secrets`, async () => {
      const target = fileUri(`view/report.${format}`);
      await commands.executeCommand('hullwright.audit.export', format, target);
      const written = new TextDecoder().decode(await workspace.fs.readFile(target));
      assert.ok(written.startsWith(start), written.slice(0, 80));
      assert.ok(written.includes('secret-in-env') && !written.includes('t0psecret42'));
    });
  }

  test('fixes all that it shows', async () => {
    await commands.executeCommand('hullwright.audit.filter', 'view/ floating-tag');
    assert.equal(await commands.executeCommand('hullwright.audit.fixAll', 'apply'), true);
    await shownWhen(hasNot('floating-tag'));
    const document = await workspace.openTextDocument(file);
    assert.match(document.getText(), /^FROM debian:(?!latest)/);
    assert.match(document.getText(), /API_TOKEN=t0psecret42/, 'what the filter hides is left alone');
  });
});
