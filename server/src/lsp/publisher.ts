// When diagnostics are sent: once for all the edits that come in together, and now and then while they keep coming.
import type { Connection } from 'vscode-languageserver';
import type { Analysis } from '../lint/analysis';
import type { Linter } from '../lint/linter';
import { diagnosticsOf } from './diagnostics';
import type { OpenDocument } from './open-document';

/** While edits keep coming, what was found is shown this often. */
const MAX_DELAY_MS = 100;

export interface PublisherOptions {
  readonly connection: Connection;
  readonly linterFor: (uri: string) => Promise<Linter>;
  readonly isOpen: (document: OpenDocument) => boolean;
  /** Reads files; answers whether anything is known now that was not before. */
  readonly load: (uris: ReadonlySet<string>) => Promise<boolean>;
  /** Calls back when the host has had its turn. */
  readonly later: (work: () => void) => void;
  /** Who else reads what was found. */
  readonly analysed: (document: OpenDocument, analysis: Analysis) => void;
}

export class Publisher {
  private readonly waiting = new Set<OpenDocument>();

  constructor(private readonly options: PublisherOptions) {}

  /** Whether a document waits for its findings. */
  get isBusy(): boolean {
    return this.waiting.size > 0;
  }

  publish(document: OpenDocument): void {
    if (this.waiting.has(document)) return;
    this.waiting.add(document);
    this.whenQuiet(document, Date.now() + MAX_DELAY_MS);
  }

  /** A message is handled a turn: two turns without an edit mean that none is waiting. */
  private whenQuiet(document: OpenDocument, deadline: number): void {
    const { later } = this.options;
    const { version } = document;
    const check = (): void => {
      const isQuiet = document.version === version || Date.now() >= deadline;
      if (isQuiet) void this.now(document);
      else this.whenQuiet(document, deadline);
    };
    later(() => later(check));
  }

  private async now(document: OpenDocument): Promise<void> {
    const { connection, linterFor, isOpen, load, analysed } = this.options;
    const { uri } = document;
    const linter = await linterFor(uri);
    this.waiting.delete(document);
    if (!isOpen(document)) return;
    const analysis = document.analyse(linter);
    analysed(document, analysis);
    const diagnostics = diagnosticsOf(analysis.findings, uri, document.lineBreaks);
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    if (!analysis.unread || !(await load(analysis.unread)) || !isOpen(document)) return;
    document.outdate();
    this.publish(document);
  }
}
