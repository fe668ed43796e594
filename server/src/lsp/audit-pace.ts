// Lets the editor go first while an audit runs, and reports how far it is.
import { type Connection, type ProgressToken, WorkDoneProgress } from 'vscode-languageserver';

const REPORT_EVERY_MS = 200;

export class AuditPace {
  private reported = Date.now();

  constructor(
    private readonly connection: Connection,
    private readonly token: ProgressToken | undefined,
    /** Of slices.ts. */
    private readonly editorFirst: () => Promise<void>,
  ) {}

  found(files: number): Promise<void> {
    return this.step(() => ({ message: `${files} files found` }));
  }

  audited(files: number, all: number, path: string): Promise<void> {
    return this.step(() => ({
      message: `${files} of ${all} files, ${path}`,
      percentage: Math.floor((100 * files) / all),
    }));
  }

  private async step(report: () => { message: string; percentage?: number }): Promise<void> {
    await this.editorFirst();
    const now = Date.now();
    if (this.token === undefined || now - this.reported < REPORT_EVERY_MS) return;
    this.reported = now;
    await this.connection.sendProgress(WorkDoneProgress.type, this.token, { kind: 'report', ...report() });
  }
}
