// "Audit Workspace": every Dockerfile of the workspace, open or not. What was audited is followed from then on: its findings
// stay true in Problems and in the view, while it changes on disk or in the editor.
import type { CancellationToken, Connection, PartialResultParams, WorkDoneProgressParams } from 'vscode-languageserver';
import { isDockerfileName } from '../dockerfile/file-names';
import { analyseWith } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import type { DockerfileLinter } from '../lint/linter';
import { type AuditedFile, Tally } from '../report/report';
import type { Finding } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import { audit } from '../workspace/audit';
import { discover, type FoundFile } from '../workspace/discover';
import type { FileSystem } from '../workspace/file-system';
import { isFound } from '../workspace/found';
import { UnusedEntries } from '../workspace/unused-entries';
import { decodePath, parentUri, pathWithin } from '../workspace/uri';
import { AuditFeed } from './audit-feed';
import { type Fixable, fixesOf } from './audit-fixes';
import { AuditPace } from './audit-pace';
import type { AuditFixes, AuditResult, FindingPlace, ReportFormat } from './audit-protocol';
import { reportIn } from './audit-report';
import { diagnosticsOf } from './diagnostics';
import { nameOf } from './documents';
import { lineBreaksOf } from './line-breaks';
import type { OpenDocument } from './open-document';

export interface AuditOptions {
  readonly connection: Connection;
  readonly fileSystem: FileSystem;
  /** `scope`: what the settings are asked for. */
  readonly linterFor: (uri: string, scope?: string) => Promise<DockerfileLinter>;
  readonly openDocument: (uri: string) => OpenDocument | undefined;
  readonly folders: readonly string[];
  readonly rules: readonly RuleInfo[];
  readonly version: string;
  /** Calls back when the host has had its turn. */
  readonly later: (work: () => void) => void;
  /** Answers who is told, at the end, which entries of configurations silence nothing. */
  readonly begins: () => (unused: ReadonlyMap<string, readonly Finding[]>) => void;
}

interface FileOfFolder extends FoundFile {
  readonly folder: string;
}

export class WorkspaceAudit {
  private folders: readonly string[];
  /** The path of every file that is followed, by its URI. */
  private readonly audited = new Map<string, string>();
  /** Closed files that have findings in Problems. */
  private readonly published = new Set<string>();
  /** Of each file the last reading again: what an earlier one finds is out of date. */
  private readonly refreshes = new Map<string, symbol>();
  /** The last reading again of all. */
  private sweep = Symbol();
  /** Files that changed while an audit runs, which may have read them before. */
  private changed: Set<string> | undefined;
  private hasRun = false;
  private readonly feed: AuditFeed;

  constructor(private readonly options: AuditOptions) {
    this.folders = options.folders;
    this.feed = new AuditFeed(options.connection);
  }

  followFolders(): void {
    this.options.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      for (const uri of this.audited.keys()) if (!this.folderOf(uri)) this.forget(uri);
      for (const { uri } of added) if (this.hasRun) void this.welcomeFolder(uri);
    });
  }

  async run(
    { workDoneToken, partialResultToken }: WorkDoneProgressParams & PartialResultParams,
    token: CancellationToken,
  ): Promise<AuditResult> {
    const { connection, fileSystem: fs, linterFor, later } = this.options;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const { signal } = abort;
    const pace = new AuditPace(connection, workDoneToken, later);
    const tally = new Tally();
    const unused = new UnusedEntries();
    const tellUnused = this.options.begins();
    const changed = new Set<string>();
    this.changed = changed;
    this.feed.begin(partialResultToken);
    const found = await this.find(pace, signal);
    const gone = new Set([...this.audited.keys()].filter((uri) => !found.has(uri)));
    const analyse = async (uri: string, text: string): Promise<Analysis> =>
      this.analysisOf(uri, text, await linterFor(uri, found.get(uri)?.folder));
    for await (const { file, analysis } of audit(each(found.values()), { fs, analyse, signal })) {
      tally.add(analysis);
      unused.add(analysis);
      this.publish(file.path, analysis);
      await pace.audited(tally.files, found.size, file.path);
    }
    const cancelled = signal.aborted;
    if (!cancelled) {
      for (const uri of gone) this.forget(uri);
      tellUnused(unused.within(this.folders));
      this.hasRun = true;
    }
    if (this.changed === changed) this.changed = undefined;
    for (const uri of changed) this.refresh(uri);
    await this.feed.end();
    const { error, warning, info, hint } = tally.counts;
    return { files: tally.files, findings: error + warning + info + hint, suppressed: tally.suppressed, cancelled };
  }

  /** All files as they are now, those of a cancelled audit as far as it came. */
  async report(format: ReportFormat): Promise<string> {
    const { fileSystem: fs, linterFor, rules, version } = this.options;
    const analyse = async (uri: string, text: string): Promise<Analysis> =>
      this.analysisOf(uri, text, await linterFor(uri, this.folderOf(uri)));
    const paths = [...this.audited].map(([uri, path]) => ({ uri, path }));
    const files: AuditedFile[] = [];
    for await (const { file, analysis } of audit(each(paths), { fs, analyse })) files.push({ ...file, analysis });
    return reportIn(format, files, { rules, version, root: this.folders[0] ?? '' });
  }

  fixes(findings: readonly FindingPlace[]): Promise<AuditFixes> {
    const titles = new Map(this.options.rules.map(({ id, title }) => [id, title]));
    return fixesOf(findings, titles, (uri) => this.fixable(uri));
  }

  /** A document was closed; answers whether its findings stay, as they are on disk. */
  closed(uri: string): boolean {
    if (!this.audited.has(uri)) return false;
    this.published.add(uri);
    this.refresh(uri);
    return true;
  }

  /** An open document was analysed again. */
  analysed({ uri, version }: OpenDocument, analysis: Analysis): void {
    const path = this.audited.get(uri);
    if (path !== undefined) this.feed.change(path, analysis, version);
  }

  /** Files, or what is in folders, may have changed on disk, or have come. */
  changedOnDisk(uris: readonly string[]): void {
    const changed = new Set(uris.map((uri) => uri.replace(/\/$/, '')));
    for (const file of this.audited.keys()) if (isWithin(file, changed)) this.refresh(file);
    for (const uri of changed) if (!this.audited.has(uri)) void this.welcome(uri);
  }

  refreshAll(): void {
    const sweep = Symbol();
    this.sweep = sweep;
    void this.refreshWhile(() => this.sweep === sweep);
  }

  private refresh(uri: string): void {
    this.changed?.add(uri);
    void this.refreshed(uri);
  }

  private async refreshWhile(isLatest: () => boolean): Promise<void> {
    for (const uri of [...this.audited.keys()]) {
      // What is open is analysed again anyway.
      if (!this.options.openDocument(uri)) await this.refreshed(uri);
      if (!isLatest()) return;
    }
  }

  /** A file that was not there when the workspace was audited. */
  private async welcome(uri: string): Promise<void> {
    const folder = this.folderOf(uri);
    if (!this.hasRun || folder === undefined || !isDockerfileName(nameOf(uri))) return;
    const found = await isFound(uri, folder, { fs: this.options.fileSystem, accepts: isDockerfileName });
    if (!found || this.audited.has(uri)) return;
    this.audited.set(uri, decodePath(pathWithin(uri, folder) ?? uri));
    this.refresh(uri);
  }

  private async welcomeFolder(folder: string): Promise<void> {
    const files = discover(folder, { fs: this.options.fileSystem, accepts: isDockerfileName });
    for await (const { uri, path } of files) {
      if (this.audited.has(uri)) continue;
      this.audited.set(uri, path);
      await this.refreshed(uri);
    }
  }

  private async refreshed(uri: string): Promise<void> {
    const { fileSystem: fs, linterFor } = this.options;
    const path = this.audited.get(uri);
    if (path === undefined) return;
    const refresh = Symbol(uri);
    this.refreshes.set(uri, refresh);
    const isLatest = (): boolean => this.refreshes.get(uri) === refresh && this.audited.has(uri);
    const linter = await linterFor(uri);
    const stat = await fs.stat(uri).catch(() => undefined);
    if (!isLatest()) return;
    if (!stat) {
      this.forget(uri);
      return;
    }
    const analyse = (_: string, text: string): Analysis => this.analysisOf(uri, text, linter);
    for await (const { analysis } of audit(each([{ uri, path }]), { fs, analyse })) {
      if (isLatest()) this.publish(path, analysis);
    }
  }

  private async find(pace: AuditPace, signal: AbortSignal): Promise<Map<string, FileOfFolder>> {
    const found = new Map<string, FileOfFolder>();
    for (const folder of this.folders) {
      const files = discover(folder, { fs: this.options.fileSystem, accepts: isDockerfileName, signal });
      for await (const file of files) {
        // One folder may lie in another.
        if (!found.has(file.uri)) found.set(file.uri, { ...file, folder });
        await pace.found(found.size);
      }
    }
    return found;
  }

  /** What is open counts as it is typed, not as it is saved. */
  private analysisOf(uri: string, text: string, linter: DockerfileLinter): Analysis {
    return this.options.openDocument(uri)?.analyse(linter) ?? analyseWith(linter, uri, text);
  }

  private async fixable(uri: string): Promise<Fixable | undefined> {
    const linter = await this.options.linterFor(uri);
    const document = this.options.openDocument(uri);
    if (document) return { analysis: document.analyse(linter), version: document.version };
    const source = await this.options.fileSystem.readText(uri).catch(() => undefined);
    return source?.isExact ? { analysis: analyseWith(linter, uri, source.text), version: null } : undefined;
  }

  /** Of what is open the diagnostics are published with its version; they stay when it is closed. */
  private publish(path: string, analysis: Analysis): void {
    const { uri, findings, lines } = analysis;
    const document = this.options.openDocument(uri);
    this.audited.set(uri, path);
    this.feed.change(path, analysis, document?.version);
    if (findings.length === 0) {
      this.clearProblems(uri);
      return;
    }
    this.published.add(uri);
    if (document) return;
    const diagnostics = diagnosticsOf(findings, uri, lineBreaksOf(lines));
    void this.options.connection.sendDiagnostics({ uri, diagnostics });
  }

  private forget(uri: string): void {
    this.audited.delete(uri);
    this.feed.gone(uri);
    this.clearProblems(uri);
  }

  private clearProblems(uri: string): void {
    if (!this.published.delete(uri) || this.options.openDocument(uri)) return;
    void this.options.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private folderOf(uri: string): string | undefined {
    return this.folders.find((folder) => pathWithin(uri, folder) !== undefined);
  }
}

/** The file itself, or a folder above it. */
function isWithin(file: string, uris: ReadonlySet<string>): boolean {
  for (let at: string | undefined = file; at !== undefined; at = parentUri(at)) if (uris.has(at)) return true;
  return false;
}

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
