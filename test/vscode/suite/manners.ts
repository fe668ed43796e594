// Beside other linters: nothing is said twice, nothing of theirs is touched; and what is told of ourselves.
import assert from 'node:assert/strict';
import {
  ConfigurationTarget,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  env,
  languages,
  Range,
  workspace,
} from 'vscode';
import { codeOf, findingsWhen, openFile, openUntitled } from './editor';

const image = 'FROM alpine:3.20\nENV API_TOKEN=t0psecret42\nUSER root\n';

suite('manners', () => {
  const hadolint = languages.createDiagnosticCollection('hadolint');
  suiteTeardown(() => hadolint.dispose());
  teardown(() => hadolint.clear());

  function says(code: string, line: number): Diagnostic {
    const diagnostic = new Diagnostic(new Range(line, 0, line, 100), code, DiagnosticSeverity.Warning);
    diagnostic.source = 'hadolint';
    diagnostic.code = code;
    return diagnostic;
  }

  const setDeduplicate = (value: boolean | undefined) =>
    workspace.getConfiguration('hullwright').update('deduplicate', value, ConfigurationTarget.Workspace);

  test('a finding is left to another linter that shows it, and comes back when that one is silent', async () => {
    const { uri } = await openUntitled(image);
    await findingsWhen(uri, (found) => found.length === 2);
    const theirs = [says('DL3002', 2), says('DL3018', 1)];
    hadolint.set(uri, theirs);
    const left = await findingsWhen(uri, (found) => found.length === 1);
    assert.deepEqual(left.map(codeOf), ['secret-in-env']);
    assert.deepEqual(hadolint.get(uri)?.map(codeOf), theirs.map(codeOf));
    hadolint.delete(uri);
    await findingsWhen(uri, (found) => found.length === 2);
  });

  test('not where the setting is off, which counts at once', async () => {
    const { uri } = await openUntitled(image);
    hadolint.set(uri, [says('DL3002', 2)]);
    await findingsWhen(uri, (found) => found.length === 1);
    await setDeduplicate(false);
    try {
      await findingsWhen(uri, (found) => found.length === 2);
    } finally {
      await setDeduplicate(undefined);
    }
    await findingsWhen(uri, (found) => found.length === 1);
  });

  test('findings that are left to others are gone with the server, and back with it', async () => {
    const { uri } = await openUntitled(image);
    await findingsWhen(uri, (found) => found.length === 2);
    const gone = findingsWhen(uri, (found) => found.length === 0);
    await commands.executeCommand('hullwright.restart');
    await gone;
    hadolint.set(uri, [says('DL3002', 2)]);
    await findingsWhen(uri, (found) => found.length === 1);
  });

  test('the debug info says how the document is checked, and nothing of its text or place', async () => {
    const document = await openFile('Dockerfile');
    await findingsWhen(document.uri, (found) => found.length >= 3);
    await commands.executeCommand('hullwright.copyDebugInfo');
    const text = await env.clipboard.readText();
    assert.match(text, /^- Hullwright: \d+\.\d+\.\d+$/m);
    assert.match(text, /^- Server: Running/m);
    assert.match(text, /^- Profile: recommended$/m);
    assert.match(text, /^- Findings: [3-9], 0 suppressed, 0 shown by other linters$/m);
    assert.match(text, /^- Network: (?:onDemand|nowhere)$/m);
    assert.ok(!text.includes(document.uri.fsPath) && !text.includes('NPM_TOKEN'), text);
  });
});
