// Findings of closed files on their way to Problems. An audit of thousands of files is done long before the editor's window has
// taken them in: what is typed meanwhile must not wait behind them.
import type { Connection, Diagnostic } from 'vscode-languageserver';

export interface ProblemsOptions {
  readonly connection: Connection;
  /** Whose findings are published with their version, by others. */
  readonly isOpen: (uri: string) => boolean;
  /** Answers what is awaited between two files. */
  readonly pace: () => () => Promise<void>;
}

export class ProblemsQueue {
  private readonly waiting = new Map<string, Diagnostic[]>();
  private isSending = false;

  constructor(private readonly options: ProblemsOptions) {}

  /** The last that is given for a file counts. */
  publish(uri: string, diagnostics: Diagnostic[]): void {
    this.waiting.set(uri, diagnostics);
    if (!this.isSending) void this.send();
  }

  private async send(): Promise<void> {
    this.isSending = true;
    const editorFirst = this.options.pace();
    try {
      for (const [uri, diagnostics] of this.waiting) {
        this.waiting.delete(uri);
        if (this.options.isOpen(uri)) continue;
        void this.options.connection.sendDiagnostics({ uri, diagnostics });
        await editorFirst();
      }
    } finally {
      this.isSending = false;
    }
  }
}
