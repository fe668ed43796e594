// A file that is open in the editor: its text as edits come in, and its analysis at the version it has now.
import { MAX_LENGTH, notAnalysedBecause } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import type { Around } from '../lint/file-linter';
import { type CheckedDocument, documentOf, type Linter } from '../lint/linter';
import type { FileKind } from '../rule/rule';
import type { Files } from '../text/files';
import type { Range } from '../text/range';
import { type LineBreaks, lineBreaksOf } from './line-breaks';
import type { TimeBudget } from './time-budget';

export interface ContentChange {
  /** The whole text is replaced when left out. */
  readonly range?: Range;
  readonly text: string;
}

/** A document with its analysis. Undefined for one that is not open. */
export type ReadDocument = (
  uri: string,
) => Promise<{ readonly document: OpenDocument; readonly analysis: Analysis } | undefined>;

export interface OpenDocumentOptions {
  readonly budget?: TimeBudget;
  /** What its rules know of other files. */
  readonly files?: Files;
}

export class OpenDocument {
  private document: CheckedDocument;
  /** Not below the text's length; exact after `analysis` had to know. */
  private lengthBound: number;
  private hasReturns: boolean;
  private breaks: LineBreaks | undefined;
  private analysed: { readonly linter: Linter; readonly analysis: Analysis } | undefined;

  constructor(
    readonly uri: string,
    readonly kind: FileKind,
    public version: number,
    text: string,
    private readonly options: OpenDocumentOptions = {},
  ) {
    this.document = documentOf(kind, uri, text);
    this.lengthBound = text.length;
    this.hasReturns = text.includes('\r');
  }

  get lineBreaks(): LineBreaks {
    this.breaks ??= lineBreaksOf(this.hasReturns ? this.document.lines : []);
    return this.breaks;
  }

  change(changes: readonly ContentChange[], version: number): void {
    for (const { range, text } of changes) {
      if (range) this.document.change(this.lineBreaks.fromEditor(range), text);
      else this.document = documentOf(this.kind, this.uri, text);
      this.lengthBound = (range ? this.lengthBound : 0) + text.length;
      this.hasReturns ||= text.includes('\r');
      this.breaks = undefined;
    }
    this.version = version;
    this.analysed = undefined;
  }

  /** Kept until the text changes, another linter asks, or a file that it looked at has changed (`outdate`). */
  analyse(linter: Linter): Analysis {
    if (this.analysed?.linter === linter) return this.analysed.analysis;
    const { budget, files } = this.options;
    const analysis = budget
      ? budget.spend(this.uri, (times) => this.analysis(linter, { files, times }))
      : this.analysis(linter, { files });
    this.analysed = { linter, analysis };
    return analysis;
  }

  /** Whether the last analysis looked at the file. */
  looksAt(uri: string): boolean {
    return this.analysed?.analysis.asked?.has(uri) === true;
  }

  /** What it looked at is no longer as it was. */
  outdate(): void {
    this.analysed = undefined;
  }

  get text(): string {
    return this.document.text;
  }

  private analysis(linter: Linter, around: Around): Analysis {
    const { uri } = this;
    if (linter.ignores(uri)) return { uri, lines: this.document.lines, findings: [] };
    if (this.lengthBound > MAX_LENGTH) this.lengthBound = lengthOf(this.document.lines);
    const refused = notAnalysedBecause(uri, this.lengthBound);
    if (refused) return { uri, lines: this.document.lines, findings: [refused] };
    return linter.analyse(uri, this.document, around);
  }
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, -1);
