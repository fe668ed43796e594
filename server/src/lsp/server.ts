// The language server: documents in, diagnostics and code actions out. The connection comes from an entry point, and so
// does what only some places have: files, and a way to let messages in before work goes on.
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { DockerfileLinter } from '../lint/linter';
import type { Profile } from '../lint/profile';
import type { Facts } from '../rule/facts';
import type { DockerfileRule } from '../rule/rule';
import type { FileSystem } from '../workspace/file-system';
import { codeActionsOf, KINDS } from './code-actions';
import { diagnosticsOf } from './diagnostics';
import { isCheckedDocument } from './documents';
import { OpenDocument } from './open-document';
import { SettingsStore } from './settings';
import { registerAudit, WorkspaceAudit } from './workspace-audit';

/** While edits keep coming, what was found is shown this often. */
const MAX_DELAY_MS = 100;

export interface ServerOptions {
  readonly version: string;
  readonly rules: readonly DockerfileRule[];
  readonly facts: Facts;
  /** Undefined where there are none, as in a browser. */
  readonly fileSystem?: FileSystem;
  /** Calls back when the host has had its turn: the next message that has come in is handled meanwhile. */
  readonly later: (work: () => void) => void;
}

/** Registers the server on a connection; the caller listens. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new Map<string, OpenDocument>();
  const waiting = new Set<OpenDocument>();
  const linters = new Map<Profile, DockerfileLinter>();
  let settings: SettingsStore | undefined;
  let versioned = false;
  let hearsOfFolders = false;
  let audit: WorkspaceAudit | undefined;

  const linterOf = (profile: Profile): DockerfileLinter => {
    let linter = linters.get(profile);
    if (!linter) {
      const { rules, facts } = options;
      linter = new DockerfileLinter({ rules, facts, profile, onRuleFailure });
      linters.set(profile, linter);
    }
    return linter;
  };
  const failed = new Set<string>();
  /** Once for each rule: it fails at every edit. */
  const onRuleFailure = (rule: string, error: unknown): void => {
    if (failed.has(rule)) return;
    failed.add(rule);
    connection.console.error(`rule ${rule} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  };
  const linterFor = async (uri: string): Promise<DockerfileLinter> =>
    linterOf((await settings?.of(uri))?.profile ?? 'recommended');

  /** Publishes once for all the edits that come in together. */
  const publish = (document: OpenDocument): void => {
    if (waiting.has(document)) return;
    waiting.add(document);
    publishWhenQuiet(document, Date.now() + MAX_DELAY_MS);
  };
  /** A message is handled a turn: two turns without an edit mean that none is waiting. */
  const publishWhenQuiet = (document: OpenDocument, deadline: number): void => {
    const { version } = document;
    const check = (): void => {
      const isQuiet = document.version === version || Date.now() >= deadline;
      if (isQuiet) void publishNow(document);
      else publishWhenQuiet(document, deadline);
    };
    options.later(() => options.later(check));
  };
  const publishNow = async (document: OpenDocument): Promise<void> => {
    const { uri } = document;
    const linter = await linterFor(uri);
    waiting.delete(document);
    if (documents.get(uri) !== document) return;
    const { findings } = document.analyse(linter);
    const diagnostics = diagnosticsOf(findings, uri, document.lineBreaks);
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    settings = new SettingsStore(connection, params);
    versioned = params.capabilities.workspace?.workspaceEdit?.documentChanges === true;
    hearsOfFolders = params.capabilities.workspace?.workspaceFolders === true;
    const { fileSystem } = options;
    if (fileSystem) {
      const isOpen = (uri: string): boolean => documents.has(uri);
      const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
      audit = new WorkspaceAudit({
        connection,
        fileSystem,
        linterFor,
        isOpen,
        openDocuments: () => documents.values(),
        folders,
      });
    }
    return {
      serverInfo: { name: 'hullwright', version: options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: KINDS },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    if (hearsOfFolders) audit?.followFolders();
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { uri, languageId, version, text } = textDocument;
    if (!isCheckedDocument(uri, languageId)) return;
    const document = new OpenDocument(uri, version, text);
    documents.set(uri, document);
    publish(document);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri);
    if (!document) return;
    document.change(contentChanges, version);
    publish(document);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (!documents.delete(uri)) return;
    settings?.forget(uri);
    if (audit?.keeps(uri)) audit.refresh(uri);
    else void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidChangeConfiguration((params) => {
    settings?.changed(params.settings);
    for (const document of documents.values()) publish(document);
    audit?.refreshAll();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) audit?.refreshWithin(uri);
  });
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const document = documents.get(uri);
    if (!document) return [];
    return codeActionsOf(document, document.analyse(await linterFor(uri)), { range, context }, versioned);
  });
  registerAudit(connection, () => audit);
}
