// A Compose file that is being edited: its text, and its project among the files that are known now.
import { ComposeDocument } from '../compose/document';
import type { Project } from '../compose/model';
import type { Files } from '../text/files';
import { TextLines } from '../text/lines';
import type { Range } from '../text/range';

export class OpenCompose {
  readonly kind = 'compose';
  private readonly content: TextLines;
  private readonly document: ComposeDocument;

  constructor(uri: string, text: string) {
    this.content = new TextLines(text);
    this.document = new ComposeDocument(uri);
  }

  get lines(): readonly string[] {
    return this.content.lines;
  }

  get text(): string {
    return this.content.text;
  }

  change(range: Range, newText: string): void {
    this.content.change(range, newText);
  }

  read(files: Files): Project {
    return this.document.read(this.text, files);
  }
}
