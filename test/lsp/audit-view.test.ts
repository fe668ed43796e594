// What a view of the audit hears: files in parts while it runs, and what becomes of them afterwards. And what it can ask for.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';
import {
  CancellationTokenSource,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type AuditFixes, type FileFindings, REPORT_FORMATS } from '../../protocol/audit';
import {
  auditChanged,
  auditFixesRequest,
  auditPart,
  auditReportRequest,
  auditRequest,
} from '../../server/src/lsp/audit-protocol';
import { applyEdits } from '../../server/src/text/edit';
import { type Client, insert, startClient } from './client';
import { MemoryFiles } from './memory-files';

const A = 'file:///w/a/Dockerfile';
const B = 'file:///w/b/Dockerfile';
const NEW = 'file:///w/c/Dockerfile';
const FLOATING = 'FROM debian:latest\nUSER b\n';
const SECRET = 'FROM a:1\nENV API_TOKEN=t0psecret42\nRUN make\nUSER b\n';
const FINE = 'FROM a:1\nUSER b\n';

class View {
  /** The findings of each file, those of clean ones left out. */
  readonly files = new Map<string, string[]>();
  parts = 0;
  private waiting: (() => void)[] = [];

  constructor(
    readonly client: Client,
    readonly disk: MemoryFiles,
  ) {
    client.connection.onNotification(auditChanged, ({ files }) => this.hear(files));
    client.connection.onProgress(auditPart, 'part', (files) => {
      this.parts++;
      this.hear(files);
    });
  }

  private hear(files: readonly FileFindings[]): void {
    for (const { uri, path, version, findings, suppressed } of files) {
      const at = version === undefined ? path : `${path} v${version}`;
      const lines = findings.map(
        ({ range: { start }, severity, rule, fixable }) =>
          `${at}:${start.line}:${start.character} ${severity} ${rule}${fixable ? ' fixable' : ''}`,
      );
      if (suppressed > 0) lines.push(`${at}: ${suppressed} suppressed`);
      if (lines.length > 0) this.files.set(uri, lines);
      else this.files.delete(uri);
    }
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Until the view has heard of something new. */
  async after(change: () => Promise<void> | void): Promise<string[]> {
    const heard = new Promise<void>((resolve) => this.waiting.push(resolve));
    await change();
    await heard;
    return this.shown;
  }

  get shown(): string[] {
    return [...this.files.values()].flat();
  }

  audit(): ReturnType<Client['audit']> {
    return this.client.audit({ partialResultToken: 'part' });
  }

  onDisk(uri: string, text: string | undefined, type: 1 | 2 | 3 = 2): Promise<void> {
    if (text === undefined) this.disk.texts.delete(uri);
    else this.disk.texts.set(uri, text);
    return this.client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type }],
    });
  }

  fixes(
    ...findings: readonly [uri: string, rule: string, line: number, character: number][]
  ): Promise<AuditFixes<WorkspaceEdit>> {
    const places = findings.map(([uri, rule, line, character]) => ({
      uri,
      rule,
      range: { start: { line, character }, end: { line, character } },
    }));
    return this.client.connection.sendRequest(auditFixesRequest, { findings: places });
  }
}

async function viewOf(t: TestContext, texts: Record<string, string>): Promise<View> {
  const disk = new MemoryFiles(texts);
  return new View(await startClient(t, { fileSystem: disk, folders: ['file:///w'] }), disk);
}

const A_SHOWN = 'a/Dockerfile:0:12 warning floating-tag fixable';

describe('a view', () => {
  test('hears of the files with findings, hints and suppressed ones too, before the audit ends', async (t) => {
    const suppressed = `# hullwright ignore=floating-tag: fine\n${FLOATING}`;
    const view = await viewOf(t, { [A]: FLOATING, [B]: suppressed, 'file:///w/Dockerfile': FINE });
    assert.deepEqual(await view.audit(), { files: 3, findings: 1, suppressed: 1, cancelled: false });
    assert.deepEqual(view.shown, [A_SHOWN, 'b/Dockerfile: 1 suppressed']);
    assert.equal(view.parts, 1);
  });

  test('hears nothing without a token', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    await view.client.audit();
    await view.onDisk(A, FINE);
    await view.client.settled();
    assert.deepEqual(view.shown, []);
  });

  test('keeps what a cancelled audit has found', async (t) => {
    const texts = Array.from({ length: 40 }, (_, i) => [`file:///w/d${10 + i}/Dockerfile`, FLOATING]);
    const view = await viewOf(t, Object.fromEntries(texts));
    const source = new CancellationTokenSource();
    let reads = 0;
    view.disk.beforeRead = async () => {
      if (++reads !== 20) return;
      source.cancel();
      await view.client.settled();
    };
    const result = await view.client.connection.sendRequest(auditRequest, { partialResultToken: 'part' }, source.token);
    assert.ok(result.cancelled && result.files > 0 && result.files < 40, `${result.files} files`);
    assert.equal(view.files.size, result.files);
  });
});

describe('after an audit the view hears of', () => {
  test('a file that changes on disk', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING, [B]: FINE });
    await view.audit();
    assert.deepEqual(await view.after(() => view.onDisk(A, `# x\n${FLOATING}`)), [
      'a/Dockerfile:1:12 warning floating-tag fixable',
    ]);
    assert.deepEqual(await view.after(() => view.onDisk(A, FINE)), []);
    assert.deepEqual(await view.after(() => view.onDisk(B, FLOATING)), [
      'b/Dockerfile:0:12 warning floating-tag fixable',
    ]);
  });

  test('a file that goes', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    await view.audit();
    assert.deepEqual(await view.after(() => view.onDisk(A, undefined, 3)), []);
  });

  test('a file that comes', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    await view.audit();
    assert.deepEqual(await view.after(() => view.onDisk(NEW, FLOATING, 1)), [
      A_SHOWN,
      'c/Dockerfile:0:12 warning floating-tag fixable',
    ]);
  });

  test('no file that the audit would not find', async (t) => {
    const view = await viewOf(t, {
      'file:///w/.git/HEAD': '',
      'file:///w/.gitignore': 'out/\n',
      [A]: FINE,
    });
    await view.audit();
    await view.onDisk('file:///w/out/Dockerfile', FLOATING, 1);
    await view.onDisk('file:///w/node_modules/x/Dockerfile', FLOATING, 1);
    await view.onDisk('file:///w/Dockerfile.md', FLOATING, 1);
    await view.onDisk('file:///elsewhere/Dockerfile', FLOATING, 1);
    assert.deepEqual(await view.after(() => view.onDisk(A, FLOATING)), [A_SHOWN]);
  });

  test('a document as it is typed, and as it is on disk when it is closed', async (t) => {
    const view = await viewOf(t, { [A]: FINE });
    await view.audit();
    const { client } = view;
    await client.open(A, FINE);
    assert.deepEqual(await view.after(async () => void (await client.change(A, 2, insert(0, 0, 'FROM x\n')))), [
      'a/Dockerfile v2:0:5 warning floating-tag',
    ]);
    assert.deepEqual(await view.after(() => client.close(A)), []);
  });

  test('a file that is deleted while it is open, and of it again when it is saved', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    await view.audit();
    await view.client.open(A, FLOATING);
    assert.deepEqual(await view.after(() => view.onDisk(A, undefined, 3)), []);
    assert.deepEqual(await view.after(() => view.onDisk(A, FLOATING, 1)), [
      'a/Dockerfile v1:0:12 warning floating-tag fixable',
    ]);
  });

  test('a clean file in which other settings find something', async (t) => {
    let profile = 'cis';
    const disk = new MemoryFiles({ [A]: FLOATING });
    const client = await startClient(t, {
      fileSystem: disk,
      folders: ['file:///w'],
      configuration: () => ({ profile }),
    });
    const view = new View(client, disk);
    await view.audit();
    assert.deepEqual(view.shown, []);
    profile = 'recommended';
    const change = (): Promise<void> =>
      client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await view.after(change), [A_SHOWN]);
  });

  test('a folder that comes to the workspace', async (t) => {
    const C = 'file:///x/Dockerfile';
    const view = await viewOf(t, { [A]: FINE, [C]: FLOATING });
    await view.audit();
    const event = { event: { added: [{ uri: 'file:///x', name: 'x' }], removed: [] } };
    const change = (): Promise<void> =>
      view.client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, event);
    assert.deepEqual(await view.after(change), ['Dockerfile:0:12 warning floating-tag fixable']);
  });

  test('a file that changed while the audit ran', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING, [B]: FLOATING });
    let reads = 0;
    view.disk.beforeRead = async (uri) => {
      if (uri !== B || ++reads > 1) return;
      await view.onDisk(A, FINE);
      await view.client.settled();
    };
    await view.audit();
    if (view.files.has(A)) await view.after(() => undefined);
    assert.deepEqual([...view.files.keys()], [B]);
  });

  test('a folder that was deleted while the first audit of a server ran, and had read it', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING, 'file:///w/a/b.Dockerfile': FLOATING, [B]: FLOATING });
    let reads = 0;
    view.disk.beforeRead = async (uri) => {
      if (uri !== B || ++reads > 1) return;
      for (const file of [...view.disk.texts.keys()]) if (file.startsWith('file:///w/a/')) view.disk.texts.delete(file);
      await view.client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: 'file:///w/a', type: FileChangeType.Deleted }],
      });
      await view.client.settled();
    };
    await view.audit();
    while (view.files.size > 1) await view.after(() => undefined);
    assert.deepEqual([...view.files.keys()], [B]);
  });

  test('a file that changes after an audit that failed', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    await view.audit();
    const { readDirectory } = view.disk;
    view.disk.readDirectory = async (uri) => [
      ...(await readDirectory.call(view.disk, uri)),
      { name: 'Dockerfile', kind: 'link' },
    ];
    view.disk.realUri = () => Promise.reject(new Error('no such device'));
    await assert.rejects(view.audit());
    const { parts } = view;
    assert.deepEqual(await view.after(() => view.onDisk(A, FINE)), []);
    assert.equal(view.parts, parts, 'nobody listens to the parts of an audit that is over');
  });
});

describe('fixes', () => {
  const edited = (edit: WorkspaceEdit, texts: ReadonlyMap<string, string>): Record<string, string> =>
    Object.fromEntries(
      (edit.documentChanges ?? []).map((change) => {
        assert.ok(TextDocumentEdit.is(change));
        const edits = change.edits.map((each) => {
          assert.ok('newText' in each);
          return each;
        });
        return [change.textDocument.uri, applyEdits(texts.get(change.textDocument.uri) ?? '', edits)];
      }),
    );

  test('of several files are one edit, each change of which asks to be confirmed', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING, [B]: `# x\n${FLOATING}` });
    await view.audit();
    const { edit, fixes, files } = await view.fixes([A, 'floating-tag', 0, 12], [B, 'floating-tag', 1, 12]);
    assert.deepEqual({ fixes, files }, { fixes: 2, files: 2 });
    assert.deepEqual(edit.changeAnnotations, {
      'floating-tag': { label: 'Base image without a version', description: 'floating-tag', needsConfirmation: true },
    });
    for (const change of edit.documentChanges ?? []) {
      assert.ok(TextDocumentEdit.is(change));
      assert.equal(change.textDocument.version, null);
      for (const each of change.edits) assert.equal('annotationId' in each && each.annotationId, 'floating-tag');
    }
    assert.doesNotMatch(JSON.stringify(edited(edit, view.disk.texts)), /:latest/);
  });

  test('are those of the findings that are named, and no others', async (t) => {
    const view = await viewOf(t, { [A]: 'FROM debian:latest\nFROM debian:latest\nUSER b\n' });
    await view.audit();
    const { edit, fixes } = await view.fixes([A, 'floating-tag', 1, 12]);
    assert.equal(fixes, 1);
    assert.match(edited(edit, view.disk.texts)[A] ?? '', /^FROM debian:latest\nFROM debian(?!:latest)/);
  });

  test('of a finding that is gone are none', async (t) => {
    const view = await viewOf(t, { [A]: FINE });
    assert.deepEqual(await view.fixes([A, 'floating-tag', 0, 12]), {
      edit: { documentChanges: [], changeAnnotations: {} },
      fixes: 0,
      files: 0,
    });
  });

  test('of an open document are for its version', async (t) => {
    const view = await viewOf(t, { [A]: FINE });
    await view.client.open(A, FLOATING, 'dockerfile', 7);
    const { edit } = await view.fixes([A, 'floating-tag', 0, 12]);
    const [change] = edit.documentChanges ?? [];
    assert.ok(TextDocumentEdit.is(change));
    assert.equal(change.textDocument.version, 7);
  });

  test('of a file that is no UTF-8 are none', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING });
    const { readText } = view.disk;
    view.disk.readText = async (uri) => ({ ...(await readText.call(view.disk, uri)), isExact: false });
    assert.equal((await view.fixes([A, 'floating-tag', 0, 12])).fixes, 0);
  });
});

describe('a report', () => {
  const report = (view: View, format: (typeof REPORT_FORMATS)[number]): Promise<string> =>
    view.client.connection.sendRequest(auditReportRequest, { format });

  test('shows no secret in any format', async (t) => {
    const view = await viewOf(t, { [A]: SECRET });
    await view.audit();
    for (const format of REPORT_FORMATS) {
      const text = await report(view, format);
      assert.ok(text.includes('secret-in-env') && !text.includes('t0psecret42'), format);
    }
  });

  test('says what files have now, typed or on disk', async (t) => {
    const view = await viewOf(t, { [A]: FLOATING, [B]: FINE });
    await view.audit();
    await view.client.open(A, FINE);
    await view.after(() => view.onDisk(B, FLOATING));
    const text = await report(view, 'markdown');
    assert.match(text, /1 finding in 2 files/);
    assert.match(text, /\[line 1\]\(b\/Dockerfile#L1\)/);
  });

  test('links no scheme that a folder is named for', async (t) => {
    const view = await viewOf(t, { 'file:///w/javascript%3Ax/Dockerfile': FLOATING });
    await view.audit();
    assert.match(await report(view, 'markdown'), /\(javascript%3Ax\/Dockerfile#L1\)/);
  });

  test('is of a format that there is', async (t) => {
    const view = await viewOf(t, {});
    // @ts-expect-error what another editor may send
    await assert.rejects(report(view, 'pdf'), /a report is one of summary, markdown, html, sarif/);
  });
});
