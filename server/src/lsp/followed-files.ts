// Files that were audited, followed from then on: their findings stay true in Problems and in the view of the audit, while they
// change on disk or in the editor.
import type { Connection } from 'vscode-languageserver';
import { analyseWith } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import { isCheckedName, kindOfName } from '../lint/file-kind';
import type { Linter } from '../lint/linter';
import { decodePath, parentUri, pathWithin } from '../text/uri';
import { audit } from '../workspace/audit';
import { discover, type FoundFile } from '../workspace/discover';
import type { FileSystem } from '../workspace/file-system';
import { isFound } from '../workspace/found';
import { analyseAmong, type Surroundings } from '../workspace/surroundings';
import { AuditFeed } from './audit-feed';
import { diagnosticsOf } from './diagnostics';
import { nameOf } from './documents';
import { lineBreaksOf } from './line-breaks';
import type { OpenDocument } from './open-document';
import { ProblemsQueue } from './problems-queue';

export interface FollowedOptions {
  readonly connection: Connection;
  readonly fileSystem: FileSystem;
  /** `scope`: what the settings are asked for. */
  readonly linterFor: (uri: string, scope?: string) => Promise<Linter>;
  readonly openDocument: (uri: string) => OpenDocument | undefined;
  /** What rules see of other files. */
  readonly surroundings: Surroundings;
  /** Answers what is awaited between two files, so that the editor goes first. */
  readonly slices: () => () => Promise<void>;
  /** The same, and it waits until the editor's window shows what it was sent, and longer while somebody types. */
  readonly problemsPace: () => () => Promise<void>;
}

export class FollowedFiles {
  readonly feed: AuditFeed;
  private readonly problems: ProblemsQueue;
  /** The path of every file, by its URI. */
  private readonly paths = new Map<string, string>();
  /** Those that may have findings in Problems while they are closed. */
  private readonly published = new Set<string>();
  /** What the last analysis of each looked at, where it looked beyond the file. */
  private readonly looksAt = new Map<string, ReadonlySet<string>>();
  /** Of each file the last reading again: what an earlier one finds is out of date. */
  private readonly refreshes = new Map<string, symbol>();
  /** The last reading again of all. */
  private sweep = Symbol();
  /** What changed while an audit runs, which may have read it before, or not have looked there for what is new. */
  private changed: Set<string> | undefined;

  constructor(private readonly options: FollowedOptions) {
    const { connection, problemsPace } = options;
    this.feed = new AuditFeed(connection);
    const isOpen = (uri: string): boolean => options.openDocument(uri) !== undefined;
    this.problems = new ProblemsQueue({ connection, isOpen, pace: problemsPace });
  }

  files(): FoundFile[] {
    return [...this.paths].map(([uri, path]) => ({ uri, path }));
  }

  /** To be called when an audit begins; what it answers, at its end: that says what changed meanwhile. */
  auditBegins(): () => ReadonlySet<string> {
    const changed = new Set<string>();
    this.changed = changed;
    return () => {
      if (this.changed === changed) this.changed = undefined;
      return changed;
    };
  }

  /** Follows a file from now on. Of what is open the diagnostics are published with its version. */
  publish(path: string, analysis: Analysis): void {
    const { uri, findings, lines } = analysis;
    const document = this.options.openDocument(uri);
    this.paths.set(uri, path);
    this.looked(analysis);
    this.feed.change(path, analysis, document?.version);
    if (findings.length === 0) {
      this.clearProblems(uri);
      return;
    }
    this.published.add(uri);
    if (document) return;
    const diagnostics = diagnosticsOf(findings, uri, lineBreaksOf(lines));
    this.problems.publish(uri, diagnostics);
  }

  forget(uri: string): void {
    this.paths.delete(uri);
    this.looksAt.delete(uri);
    this.feed.gone(uri);
    this.clearProblems(uri);
  }

  /** A document was closed; answers whether its findings stay, as they are on disk. */
  closed(uri: string): boolean {
    if (!this.paths.has(uri)) return false;
    this.published.add(uri);
    this.refresh(uri);
    return true;
  }

  /** An open document was analysed again. */
  analysed({ uri, version }: OpenDocument, analysis: Analysis): void {
    const path = this.paths.get(uri);
    if (path === undefined) return;
    this.looked(analysis);
    this.feed.change(path, analysis, version);
  }

  /** A file that others look at is no longer as it was; what is open is analysed again anyway. */
  outdated(uri: string): void {
    for (const [file, asked] of this.looksAt) {
      if (asked.has(uri) && !this.options.openDocument(file)) this.refresh(file);
    }
  }

  /** Files, or what is in folders, may have changed on disk. */
  changedOnDisk(uris: ReadonlySet<string>): void {
    for (const uri of uris) this.changed?.add(uri);
    for (const file of this.paths.keys()) if (isWithin(file, uris)) this.refresh(file);
  }

  refreshAll(): void {
    const sweep = Symbol();
    this.sweep = sweep;
    void this.refreshWhile(() => this.sweep === sweep);
  }

  /** A file has come. It is followed if an audit of the folder would find it. */
  async welcome(uri: string, folder: string): Promise<void> {
    if (this.paths.has(uri) || !isCheckedName(nameOf(uri))) return;
    const found = await isFound(uri, folder, { fs: this.options.fileSystem, accepts: isCheckedName });
    if (!found || this.paths.has(uri)) return;
    this.paths.set(uri, decodePath(pathWithin(uri, folder) ?? uri));
    this.refresh(uri);
  }

  async welcomeFolder(folder: string): Promise<void> {
    const files = discover(folder, { fs: this.options.fileSystem, accepts: isCheckedName });
    for await (const { uri, path } of files) {
      if (this.paths.has(uri)) continue;
      this.paths.set(uri, path);
      await this.refreshed(uri);
    }
  }

  /** What is open counts as it is typed, not as it is saved. */
  async analysisOf(uri: string, text: string, linter: Linter): Promise<Analysis> {
    const { openDocument, surroundings } = this.options;
    return (
      openDocument(uri)?.analyse(linter) ??
      analyseAmong(surroundings, (files) =>
        analyseWith(linter.of(kindOfName(nameOf(uri)) ?? 'dockerfile'), uri, text, files),
      )
    );
  }

  private looked({ uri, asked }: Analysis): void {
    if (asked) this.looksAt.set(uri, asked);
    else this.looksAt.delete(uri);
  }

  private refresh(uri: string): void {
    this.changed?.add(uri);
    void this.refreshed(uri);
  }

  private async refreshWhile(isLatest: () => boolean): Promise<void> {
    const editorFirst = this.options.slices();
    for (const uri of [...this.paths.keys()]) {
      await editorFirst();
      if (!isLatest()) return;
      // What is open is analysed again anyway.
      if (!this.options.openDocument(uri)) await this.refreshed(uri);
    }
  }

  private async refreshed(uri: string): Promise<void> {
    const { fileSystem: fs, linterFor } = this.options;
    const path = this.paths.get(uri);
    if (path === undefined) return;
    const refresh = Symbol(uri);
    this.refreshes.set(uri, refresh);
    const isLatest = (): boolean => this.refreshes.get(uri) === refresh && this.paths.has(uri);
    const linter = await linterFor(uri);
    const stat = await fs.stat(uri).catch(() => undefined);
    if (!isLatest()) return;
    if (!stat) {
      this.forget(uri);
      return;
    }
    const analyse = (_: string, text: string): Promise<Analysis> => this.analysisOf(uri, text, linter);
    let isOurs = false;
    for await (const { analysis } of audit(each([{ uri, path }]), { fs, analyse })) {
      isOurs = true;
      if (isLatest()) this.publish(path, analysis);
    }
    if (!isOurs && isLatest()) this.forget(uri);
  }

  private clearProblems(uri: string): void {
    if (!this.published.delete(uri) || this.options.openDocument(uri)) return;
    this.problems.publish(uri, []);
  }
}

/** The file itself, or a folder above it. */
function isWithin(file: string, uris: ReadonlySet<string>): boolean {
  for (let at: string | undefined = file; at !== undefined; at = parentUri(at)) if (uris.has(at)) return true;
  return false;
}

export async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
