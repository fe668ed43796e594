// Typing in a long Dockerfile while the workspace is audited, in the editor itself.
import assert from 'node:assert/strict';
import { commands, extensions, languages, type TextDocument, type TreeDataProvider, workspace } from 'vscode';
import { quantile } from '../../../scripts/bench/row';
import { isOverloaded } from '../../support/load';
import { codeOf, findingsWhen, openFile, replace } from './editor';
import { note } from './notes';

const BAR_MS = 50;
/** The best counts: the first runs while the window still starts, and other work may go on on the machine. */
const ATTEMPTS = 5;
/** No further attempt is begun then. */
const ENOUGH_MS = 90_000;
const EDITS = 100;
/** Who types fast needs longer. */
const PAUSE_MS = 10;
const USER = 'USER root';

interface AuditResult {
  readonly files: number;
  readonly findings: number;
}

suite('while an audit runs', () => {
  let document: TextDocument;
  suiteSetup(async () => {
    document = await openFile('long.Dockerfile');
    await findingsWhen(document.uri, (found) => found.length > 0);
  });

  test(`95 of 100 edits of a long Dockerfile have their findings within ${BAR_MS} ms`, async function () {
    this.timeout(200_000);
    const p95s: number[] = [];
    const until = performance.now() + ENOUGH_MS;
    while (p95s.length < ATTEMPTS && performance.now() < until && Math.min(...p95s) >= BAR_MS) {
      const alone: Times[] = [];
      while (alone.length < EDITS) alone.push(await timeOfEdit(document));
      note(`no audit: ${shown(alone)}`);
      const busy: Times[] = [];
      const audits: string[] = [];
      while (busy.length < EDITS) {
        const before = busy.length;
        const { files } = await whileAudited(async () => void busy.push(await timeOfEdit(document)));
        audits.push(`${busy.length - before} in ${files} files`);
      }
      note(`audits: ${shown(busy)} (${audits.join(', ')})`);
      p95s.push(quantile(busy.map(({ found }) => found).sort(ascending), 0.95));
    }
    if (Math.min(...p95s) >= BAR_MS && isOverloaded()) this.skip();
    assert.ok(Math.min(...p95s) < BAR_MS, `${p95s.map((p95) => p95.toFixed(1)).join(', ')} ms`);
  });

  test('and Problems has all findings in the end, as the view has', async function () {
    this.timeout(60_000);
    await commands.executeCommand('hullwright.audit');
    const listed = await inView();
    assert.ok(listed > 1_000, `${listed} findings`);
    while (inProblems() < listed) await pause(PAUSE_MS);
    assert.equal(inProblems(), listed);
  });
});

const inProblems = (): number =>
  languages
    .getDiagnostics()
    .flatMap(([, found]) => found)
    .filter(({ source }) => source === 'hullwright').length;

/** By rule, each with its number. */
async function inView(): Promise<number> {
  const exports: { audit?: TreeDataProvider<unknown> } = extensions.getExtension('hullwright.hullwright')?.exports;
  assert.ok(exports.audit, 'the extension hands its tree to tests');
  const tree = exports.audit;
  const items = await Promise.all(((await tree.getChildren()) ?? []).map((group) => tree.getTreeItem(group)));
  return items.reduce((sum, { description }) => sum + Number(description), 0);
}

/** Again and again until the audit has ended. */
async function whileAudited(step: () => Promise<void>): Promise<AuditResult> {
  let isRunning = true;
  const audit = Promise.resolve(commands.executeCommand<AuditResult>('hullwright.audit')).finally(() => {
    isRunning = false;
  });
  while (isRunning) await step();
  return audit;
}

/** From the editor's word of a change to the findings that it makes: the user at the end is root, or is not. */
async function timeOfEdit(document: TextDocument): Promise<Times> {
  await pause(PAUSE_MS);
  const last = document.lineAt(document.lineCount - 2);
  const text = last.text === USER ? 'USER nobody' : USER;
  const asked = performance.now();
  const changed = new Promise<number>((resolve) => {
    const changes = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || event.contentChanges.length === 0) return;
      changes.dispose();
      resolve(performance.now());
    });
  });
  // Not awaited here: the window may answer later than the findings come.
  const replaced = replace(document, last.range, text);
  const start = await changed;
  // VS Code holds its event of diagnostics back for 50 ms: what it tells of is there, and on its way to the window, before.
  while (hasRoot(document) !== (text === USER)) await pause(0);
  const found = performance.now();
  await commands.executeCommand('setContext', 'hullwright.test', found);
  const seen = performance.now();
  await replaced;
  return { found: found - start, applied: start - asked, seen: seen - start };
}

interface Times {
  /** The findings are there. */
  readonly found: number;
  /** What the window took to make the edit. */
  readonly applied: number;
  /** The window has taken the findings in. */
  readonly seen: number;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const hasRoot = ({ uri, lineCount }: TextDocument): boolean =>
  languages
    .getDiagnostics(uri)
    .some((finding) => codeOf(finding) === 'root-user' && finding.range.start.line === lineCount - 2);

const ascending = (a: number, b: number): number => a - b;

function shown(times: readonly Times[]): string {
  const row = (kind: keyof Times): string => {
    const sorted = times.map((time) => time[kind]).sort(ascending);
    return `${kind} ${[0.5, 0.95, 1].map((share) => quantile(sorted, share).toFixed(1)).join(' ')}`;
  };
  return `${times.length} edits, p50, p95 and max: ${row('found')}, ${row('seen')}, ${row('applied')}`;
}
