// Lets other messages in while an audit runs, and reports how far it is.
import { type Connection, type ProgressToken, WorkDoneProgress } from 'vscode-languageserver';

const REPORT_EVERY_MS = 200;
/** A keystroke waits no longer than this and one file. */
const TURN_MS = 5;

export class AuditPace {
  private reported = Date.now();
  private turned = Date.now();

  constructor(
    private readonly connection: Connection,
    private readonly token: ProgressToken | undefined,
    private readonly later: (work: () => void) => void,
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
    const now = Date.now();
    if (now - this.turned >= TURN_MS) {
      await new Promise<void>(this.later);
      this.turned = Date.now();
    }
    if (this.token === undefined || now - this.reported < REPORT_EVERY_MS) return;
    this.reported = now;
    await this.connection.sendProgress(WorkDoneProgress.type, this.token, { kind: 'report', ...report() });
  }
}
