// Texts that are open in the editor and are not checked, laid over the files: what is typed counts before it is saved.
import { applyEdits } from '../text/edit';
import type { FileSystem } from '../workspace/file-system';
import type { ContentChange } from './open-document';

interface Open {
  readonly version: number;
  readonly text: string;
}

/** Where there are no files at all. */
const NOTHING: FileSystem = {
  ignoresCase: false,
  readDirectory: async () => [],
  stat: async () => undefined,
  realUri: async (uri) => uri,
  readText: async () => {
    throw new Error('there is no such file');
  },
};

export class OpenTexts {
  private readonly open = new Map<string, Open>();

  set(uri: string, version: number, text: string): void {
    this.open.set(uri, { version, text });
  }

  /** Whether the document is one of these. */
  change(uri: string, version: number, changes: readonly ContentChange[]): boolean {
    const before = this.open.get(uri);
    if (!before) return false;
    let { text } = before;
    for (const { range, text: newText } of changes) text = range ? applyEdits(text, [{ range, newText }]) : newText;
    this.set(uri, version, text);
    return true;
  }

  close(uri: string): boolean {
    return this.open.delete(uri);
  }

  textOf(uri: string): string | undefined {
    return this.open.get(uri)?.text;
  }

  versionOf(uri: string): number | undefined {
    return this.open.get(uri)?.version;
  }

  over(files: FileSystem = NOTHING): FileSystem {
    const { open } = this;
    return {
      ignoresCase: files.ignoresCase,
      readDirectory: (uri) => files.readDirectory(uri),
      realUri: (uri) => files.realUri(uri),
      async stat(uri) {
        const document = open.get(uri);
        return document ? { kind: 'file', size: document.text.length } : files.stat(uri);
      },
      async readText(uri) {
        const document = open.get(uri);
        return document ? { text: document.text, hasByteOrderMark: false, isExact: true } : files.readText(uri);
      },
    };
  }
}
