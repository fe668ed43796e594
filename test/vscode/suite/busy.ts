// Typing in a long Dockerfile while the workspace is audited, in the editor itself.
import assert from 'node:assert/strict';
import { commands, languages, Range, type TextDocument, workspace } from 'vscode';
import { isOverloaded } from '../../support/load';
import { codeOf, findingsWhen, openFile, replace } from './editor';

const BAR_MS = 50;
/** The first ones run while the window still starts. Of the others the best counts: other work may go on on the machine. */
const ATTEMPTS = 5;
const MIN_EDITS = 20;
const USER = 'USER root';

suite('while an audit runs', () => {
  test(`95 of 100 edits of a long Dockerfile have their findings within ${BAR_MS} ms`, async function () {
    this.timeout(120_000);
    const document = await openFile('long.Dockerfile');
    await findingsWhen(document.uri, (found) => found.length > 0);
    const shown: string[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const times = await timesWhileAudited(document);
      const p95 = times[Math.floor(0.95 * times.length)] ?? Number.NaN;
      shown.push(`p95 ${p95.toFixed(1)} ms of ${times.length} edits`);
      if (times.length >= MIN_EDITS && p95 < BAR_MS) return;
    }
    if (isOverloaded()) this.skip();
    assert.fail(shown.join(', '));
  });
});

/** Sorted. */
async function timesWhileAudited(document: TextDocument): Promise<number[]> {
  let isRunning = true;
  const audit = Promise.resolve(commands.executeCommand('hullwright.audit')).finally(() => {
    isRunning = false;
  });
  const times: number[] = [];
  while (isRunning) times.push(await timeOfEdit(document));
  await audit;
  return times.sort((a, b) => a - b);
}

/** From the editor's word of a change to the findings that it makes: the user at the end is root, or is not. */
async function timeOfEdit(document: TextDocument): Promise<number> {
  const last = document.lineAt(document.lineCount - 2);
  const text = last.text === USER ? 'USER nobody' : USER;
  const changed = new Promise<number>((resolve) => {
    const changes = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      changes.dispose();
      resolve(performance.now());
    });
  });
  await replace(document, new Range(last.range.start, last.range.end), text);
  const start = await changed;
  // The event of findings comes 50 ms late; what it would tell of is there before.
  while (hasRoot(document) !== (text === USER)) await new Promise((resolve) => setTimeout(resolve, 1));
  return performance.now() - start;
}

const hasRoot = ({ uri, lineCount }: TextDocument): boolean =>
  languages
    .getDiagnostics(uri)
    .some((finding) => codeOf(finding) === 'root-user' && finding.range.start.line === lineCount - 2);
