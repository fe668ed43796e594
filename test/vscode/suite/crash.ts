// The server is killed: it starts again, and what is open is checked as it was typed, not as it was saved.
import assert from 'node:assert/strict';
import { kill, platform } from 'node:process';
import { Range } from 'vscode';
import { codeOf, describe, findingsWhen, openFile, replace, wholeOf } from './editor';
import { serverProcess } from './processes';

const edit = 'ENV DEPLOY_TOKEN=t0psecret42\n';

suite('a server that is killed', () => {
  test('starts again and knows every edit', async function () {
    if (platform === 'win32') this.skip();
    const document = await openFile('Dockerfile');
    const saved = document.getText();
    const before = await findingsWhen(document.uri, (found) => found.length > 0);
    await replace(document, new Range(1, 0, 1, 0), edit);
    const typed = (found: typeof before) => found.length === before.length + 1;
    await findingsWhen(document.uri, typed);
    const shown = describe(document).map(withoutLine);

    const { pid } = serverProcess();
    const gone = findingsWhen(document.uri, (found) => found.length === 0);
    kill(pid, 'SIGKILL');
    await gone;
    // Typed while nobody listens.
    await replace(document, new Range(0, 0, 0, 0), '# one more line\n');
    await findingsWhen(document.uri, (found) => isSame(describe(document, found).map(withoutLine), shown));
    assert.notEqual(serverProcess().pid, pid);

    await replace(document, wholeOf(document), saved);
    const after = await findingsWhen(document.uri, (found) => found.length === before.length);
    assert.deepEqual(after.map(codeOf).sort(), before.map(codeOf).sort());
  });
});

const isSame = (a: string[], b: string[]): boolean => a.sort().join() === b.sort().join();
const withoutLine = (shown: string): string => shown.replace(/^\d+ /, '');
