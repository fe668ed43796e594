// "Audit Workspace": every Dockerfile of the workspace, open or not. What it finds in closed files stays in Problems until
// it is fixed.
import {
  type CancellationToken,
  type Connection,
  type Disposable,
  type ProgressToken,
  RequestType,
  WorkDoneProgress,
} from 'vscode-languageserver';
import { isDockerfileName } from '../dockerfile/file-names';
import { analyseWith } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import type { DockerfileLinter } from '../lint/linter';
import { summaryOf } from '../report/markdown';
import type { AuditedFile } from '../report/report';
import type { Finding } from '../rule/finding';
import { audit } from '../workspace/audit';
import { discover, type FoundFile } from '../workspace/discover';
import type { FileSystem } from '../workspace/file-system';
import { UnusedEntries } from '../workspace/unused-entries';
import { pathWithin } from '../workspace/uri';
import { diagnosticsOf } from './diagnostics';
import { nameOf } from './documents';
import { lineBreaksOf } from './line-breaks';
import type { OpenDocument } from './open-document';

export interface AuditResult {
  readonly markdown: string;
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

interface AuditOptions {
  readonly connection: Connection;
  readonly fileSystem: FileSystem;
  /** `scope`: what the settings are asked for. */
  readonly linterFor: (uri: string, scope?: string) => Promise<DockerfileLinter>;
  readonly isOpen: (uri: string) => boolean;
  readonly openDocuments: () => Iterable<OpenDocument>;
  readonly folders: readonly string[];
  /** Answers who is told, at the end, which entries of configurations silence nothing. */
  readonly begins: () => (unused: ReadonlyMap<string, readonly Finding[]>) => void;
}

const auditRequest = new RequestType<{ workDoneToken?: ProgressToken }, AuditResult, void>('hullwright/audit');
const PROGRESS_EVERY_MS = 200;

export function registerAudit(connection: Connection, current: () => WorkspaceAudit | undefined): Disposable {
  return connection.onRequest(auditRequest, async ({ workDoneToken }, token) => {
    const running = current();
    return running ? running.run(workDoneToken, token) : { markdown: '', files: 0, findings: 0, cancelled: false };
  });
}

export class WorkspaceAudit {
  private folders: readonly string[];
  /** Files whose findings stay in Problems while they are closed. */
  private readonly published = new Set<string>();
  /** Of each file the last reading again: what an earlier one finds is out of date. */
  private readonly refreshes = new Map<string, symbol>();

  constructor(private readonly options: AuditOptions) {
    this.folders = options.folders;
  }

  followFolders(): void {
    this.options.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      const isKept = (uri: string): boolean => this.folders.some((folder) => pathWithin(uri, folder) !== undefined);
      for (const uri of this.published) if (!isKept(uri)) this.clear(uri);
    });
  }

  keeps(uri: string): boolean {
    return this.published.has(uri);
  }

  async run(progress: ProgressToken | undefined, token: CancellationToken): Promise<AuditResult> {
    const { fileSystem: fs, linterFor } = this.options;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const report = this.reporter(progress);
    const analyses: AuditedFile[] = [];
    const before = new Set(this.published);
    const seen = new Set<string>();
    const unused = new UnusedEntries();
    const tellUnused = this.options.begins();
    for (const folder of this.folders) {
      const files = discover(folder, { fs, accepts: isDockerfileName, signal: abort.signal });
      const analyse = async (uri: string, text: string): Promise<Analysis> =>
        this.analysisOf(uri, text, await linterFor(uri, folder));
      for await (const { file, analysis } of audit<FoundFile>(files, { fs, analyse, signal: abort.signal })) {
        if (seen.has(file.uri)) continue; // one folder lies in another
        seen.add(file.uri);
        analyses.push({ path: file.path, uri: file.uri, analysis });
        before.delete(file.uri);
        unused.add(analysis);
        this.publish(file.uri, analysis);
        await report(analyses.length, file.path);
      }
    }
    const cancelled = abort.signal.aborted;
    if (!cancelled) {
      for (const uri of before) this.clear(uri);
      tellUnused(unused.within(this.folders));
    }
    const findings = analyses.reduce((sum, { analysis }) => sum + analysis.findings.length, 0);
    return { markdown: summaryOf(analyses), files: analyses.length, findings, cancelled };
  }

  /** A file, or what is in a folder, may have changed on disk. */
  refreshWithin(uri: string): void {
    for (const file of this.published) if (pathWithin(file, uri) !== undefined) this.refresh(file);
  }

  /** A closed file with findings in Problems may have changed on disk. */
  refresh(uri: string): void {
    if (!this.published.has(uri) || this.options.isOpen(uri)) return;
    const refresh = Symbol(uri);
    this.refreshes.set(uri, refresh);
    void this.refreshed(uri, () => this.refreshes.get(uri) === refresh && this.published.has(uri));
  }

  refreshAll(): void {
    for (const uri of this.published) this.refresh(uri);
  }

  private async refreshed(uri: string, isLatest: () => boolean): Promise<void> {
    const { fileSystem: fs, linterFor } = this.options;
    const linter = await linterFor(uri);
    const stat = await fs.stat(uri).catch(() => undefined);
    if (!isLatest()) return;
    if (!stat) return this.clear(uri);
    const analyse = (_: string, text: string): Analysis => this.analysisOf(uri, text, linter);
    for await (const { analysis } of audit(only({ uri, path: nameOf(uri) }), { fs, analyse })) {
      if (isLatest()) this.publish(uri, analysis);
    }
  }

  /** What is open counts as it is typed, not as it is saved. */
  private analysisOf(uri: string, text: string, linter: DockerfileLinter): Analysis {
    for (const document of this.options.openDocuments()) if (document.uri === uri) return document.analyse(linter);
    return analyseWith(linter, uri, text);
  }

  /** Of what is open the findings are published with its version; they stay when it is closed. */
  private publish(uri: string, { findings, lines }: Analysis): void {
    if (findings.length === 0) {
      this.clear(uri);
      return;
    }
    this.published.add(uri);
    if (this.options.isOpen(uri)) return;
    const diagnostics = diagnosticsOf(findings, uri, lineBreaksOf(lines));
    void this.options.connection.sendDiagnostics({ uri, diagnostics });
  }

  private clear(uri: string): void {
    if (!this.published.delete(uri) || this.options.isOpen(uri)) return;
    void this.options.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Reports now and then, and lets other messages in each time. */
  private reporter(progress: ProgressToken | undefined): (files: number, path: string) => Promise<void> {
    let last = Date.now();
    return async (files, path) => {
      if (Date.now() - last < PROGRESS_EVERY_MS) return;
      last = Date.now();
      if (progress === undefined) return;
      const message = `${files} files, ${path}`;
      await this.options.connection.sendProgress(WorkDoneProgress.type, progress, { kind: 'report', message });
    };
  }
}

async function* only<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}
