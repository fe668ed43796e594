// A daemon.json that is being edited: short enough to be read again as a whole.
import { TextLines } from '../text/lines';
import type { Range } from '../text/range';
import { type DaemonFile, readDaemon } from './model';

export class DaemonDocument {
  readonly kind = 'daemon';
  private readonly content: TextLines;
  private read: DaemonFile | undefined;

  constructor(text: string) {
    this.content = new TextLines(text);
  }

  get lines(): readonly string[] {
    return this.content.lines;
  }

  get text(): string {
    return this.content.text;
  }

  get daemon(): DaemonFile {
    this.read ??= readDaemon(this.text);
    return this.read;
  }

  change(range: Range, newText: string): void {
    this.content.change(range, newText);
    this.read = undefined;
  }
}
