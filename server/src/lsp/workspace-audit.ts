// "Audit Workspace": every Dockerfile of the workspace, open or not; reports of what it found, and fixes of many findings at once.
import type {
  CancellationToken,
  PartialResultParams,
  WorkDoneProgressParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { AuditFixes, AuditResult, FindingPlace, ReportFormat } from '../../../protocol/audit';
import type { Analysis } from '../lint/analysis';
import { isCheckedName } from '../lint/file-kind';
import { type AuditedFile, Tally } from '../report/report';
import type { Finding } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import { pathWithin } from '../text/uri';
import { audit } from '../workspace/audit';
import { discover, type FoundFile } from '../workspace/discover';
import { UnusedEntries } from '../workspace/unused-entries';
import { type Fixable, fixesOf } from './audit-fixes';
import { AuditPace } from './audit-pace';
import { reportIn } from './audit-report';
import { each, FollowedFiles, type FollowedOptions } from './followed-files';
import type { OpenDocument } from './open-document';

export interface AuditOptions extends FollowedOptions {
  readonly folders: readonly string[];
  readonly rules: readonly RuleInfo[];
  readonly version: string;
  /** Answers who is told, at the end, which entries of configurations silence nothing. */
  readonly begins: () => (unused: ReadonlyMap<string, readonly Finding[]>) => void;
}

interface FileOfFolder extends FoundFile {
  readonly folder: string;
}

export class WorkspaceAudit {
  private folders: readonly string[];
  private readonly followed: FollowedFiles;
  /** To its end: what comes to the workspace is audited too from then on. */
  private hasRun = false;

  constructor(private readonly options: AuditOptions) {
    this.folders = options.folders;
    this.followed = new FollowedFiles(options);
  }

  followFolders(): void {
    this.options.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      for (const { uri } of this.followed.files()) if (!this.folderOf(uri)) this.followed.forget(uri);
      for (const { uri } of added) if (this.hasRun) void this.followed.welcomeFolder(uri);
    });
  }

  async run(
    { workDoneToken, partialResultToken }: WorkDoneProgressParams & PartialResultParams,
    token: CancellationToken,
  ): Promise<AuditResult> {
    const { connection, fileSystem: fs, linterFor, slices } = this.options;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const { signal } = abort;
    const pace = new AuditPace(connection, workDoneToken, slices());
    const tally = new Tally();
    const unused = new UnusedEntries();
    const tellUnused = this.options.begins();
    const ends = this.followed.auditBegins();
    this.followed.feed.begin(partialResultToken);
    try {
      const before = this.followed.files();
      const found = await this.find(pace, signal);
      const gone = before.filter(({ uri }) => !found.has(uri));
      const analyse = async (uri: string, text: string): Promise<Analysis> =>
        this.followed.analysisOf(uri, text, await linterFor(uri, found.get(uri)?.folder));
      for await (const { file, analysis } of audit(each(found.values()), { fs, analyse, signal })) {
        tally.add(analysis);
        unused.add(analysis);
        this.followed.publish(file.path, analysis);
        await pace.audited(tally.files, found.size, file.path);
      }
      if (!signal.aborted) {
        for (const { uri } of gone) this.followed.forget(uri);
        tellUnused(unused.within(this.folders));
        this.hasRun = true;
      }
    } finally {
      // Also where it failed: what it has found is followed from now on.
      this.changedOnDisk([...ends()]);
      await this.followed.feed.end();
    }
    const { counts, files, suppressed } = tally;
    const findings = counts.error + counts.warning + counts.info + counts.hint;
    return { files, findings, suppressed, cancelled: signal.aborted };
  }

  /** All files as they are now, those of a cancelled audit as far as it came. */
  async report(format: ReportFormat): Promise<string> {
    const { fileSystem: fs, linterFor, rules, version } = this.options;
    const analyse = async (uri: string, text: string): Promise<Analysis> =>
      this.followed.analysisOf(uri, text, await linterFor(uri, this.folderOf(uri)));
    const files: AuditedFile[] = [];
    for await (const { file, analysis } of audit(each(this.followed.files()), { fs, analyse })) {
      files.push({ ...file, analysis });
    }
    return reportIn(format, files, { rules, version, root: this.folders[0] ?? '' });
  }

  fixes(findings: readonly FindingPlace[]): Promise<AuditFixes<WorkspaceEdit>> {
    const titles = new Map(this.options.rules.map(({ id, title }) => [id, title]));
    return fixesOf(findings, titles, (uri) => this.fixable(uri));
  }

  /** All Dockerfiles of the workspace as they are now, with the folder that each is in. */
  async *dockerfiles(signal: AbortSignal): AsyncGenerator<AuditedFile & { readonly folder: string }> {
    const { connection, fileSystem: fs, linterFor, slices, openDocument } = this.options;
    const editorFirst = slices();
    const found = await this.find(new AuditPace(connection, undefined, editorFirst), signal);
    const analyse = async (uri: string, text: string): Promise<Analysis> => {
      const linter = await linterFor(uri, found.get(uri)?.folder);
      return openDocument(uri)?.analyse(linter) ?? this.followed.analysisOf(uri, text, linter);
    };
    for await (const { file, analysis, source } of audit(each(found.values()), { fs, analyse, signal })) {
      if (source?.isExact) yield { ...file, analysis };
      await editorFirst();
    }
  }

  /** A document was closed; answers whether its findings stay, as they are on disk. */
  closed(uri: string): boolean {
    return this.followed.closed(uri);
  }

  /** An open document was analysed again. */
  analysed(document: OpenDocument, analysis: Analysis): void {
    this.followed.analysed(document, analysis);
  }

  /** Files, or what is in folders, may have changed on disk, or have come. */
  changedOnDisk(uris: readonly string[]): void {
    const changed = new Set(uris.map((uri) => uri.replace(/\/$/, '')));
    this.followed.changedOnDisk(changed);
    if (!this.hasRun) return;
    for (const uri of changed) {
      const folder = this.folderOf(uri);
      if (folder !== undefined) void this.followed.welcome(uri, folder);
    }
  }

  /** A file that others look at is no longer as it was. */
  outdated(uri: string): void {
    this.followed.outdated(uri);
  }

  refreshAll(): void {
    this.followed.refreshAll();
  }

  private async find(pace: AuditPace, signal: AbortSignal): Promise<Map<string, FileOfFolder>> {
    const found = new Map<string, FileOfFolder>();
    for (const folder of this.folders) {
      const files = discover(folder, { fs: this.options.fileSystem, accepts: isCheckedName, signal });
      for await (const file of files) {
        // One folder may lie in another.
        if (!found.has(file.uri)) found.set(file.uri, { ...file, folder });
        await pace.found(found.size);
      }
    }
    return found;
  }

  /** As it is now. Undefined for what can't be read, and what must not be edited. */
  async fixable(uri: string): Promise<Fixable | undefined> {
    const linter = await this.options.linterFor(uri);
    const document = this.options.openDocument(uri);
    if (document) return { analysis: document.analyse(linter), version: document.version };
    const source = await this.options.fileSystem.readText(uri).catch(() => undefined);
    if (!source?.isExact) return undefined;
    return { analysis: await this.followed.analysisOf(uri, source.text, linter), version: null };
  }

  private folderOf(uri: string): string | undefined {
    return this.folders.find((folder) => pathWithin(uri, folder) !== undefined);
  }
}
