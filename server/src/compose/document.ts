// A Compose file that is being edited: each version is read with what the last one left.
import type { Files } from '../text/files';
import type { Project } from './model';
import { ProjectReader } from './project';

export class ComposeDocument {
  private readonly reader = new ProjectReader();

  constructor(private readonly uri: string) {}

  /** The same as `readProject` answers, in the time that the change takes. */
  read(text: string, files: Files): Project {
    return this.reader.read({ uri: this.uri, text, files });
  }
}
