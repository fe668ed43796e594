// A Compose file that is being edited: its text, and its project among the files that are known now.
import { ComposeDocument } from '../compose/document';
import type { Project } from '../compose/model';
import type { Files } from '../text/files';
import { TextLines } from '../text/lines';

export class OpenCompose extends TextLines {
  readonly kind = 'compose';
  private readonly document: ComposeDocument;

  constructor(uri: string, text: string) {
    super(text);
    this.document = new ComposeDocument(uri);
  }

  read(files: Files): Project {
    return this.document.read(this.text, files);
  }
}
