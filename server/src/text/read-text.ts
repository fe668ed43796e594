// A text that is being edited, and that is read again as a whole when it is asked for.
import { TextLines } from './lines';
import type { Range } from './range';

export class ReadText<File> extends TextLines {
  private known: File | undefined;

  constructor(
    text: string,
    private readonly read: (text: string) => File,
  ) {
    super(text);
  }

  override change(range: Range, newText: string): void {
    super.change(range, newText);
    this.known = undefined;
  }

  protected get file(): File {
    this.known ??= this.read(this.text);
    return this.known;
  }
}
