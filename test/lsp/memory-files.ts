// Files in memory, for the server's audit.
import type { Entry, FileSystem, FileText } from '../../server/src/workspace/file-system';

/** By URI. Tests change what they hold while the server runs. */
export class MemoryFiles implements FileSystem {
  readonly ignoresCase = false;
  readonly texts: Map<string, string>;
  /** Awaited before a file is read. */
  beforeRead: (uri: string) => void | Promise<void> = () => undefined;

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(texts));
  }

  async readDirectory(uri: string): Promise<readonly Entry[]> {
    const folder = uri.endsWith('/') ? uri : `${uri}/`;
    const entries = new Map<string, Entry>();
    for (const file of this.texts.keys()) {
      if (!file.startsWith(folder)) continue;
      const [first = '', ...rest] = file.slice(folder.length).split('/');
      const name = decodeURIComponent(first);
      entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
    }
    return [...entries.values()];
  }

  async stat(uri: string): Promise<{ kind: 'file' | 'folder'; size: number } | undefined> {
    const text = this.texts.get(uri);
    if (text !== undefined) return { kind: 'file', size: Buffer.byteLength(text) };
    return (await this.readDirectory(uri)).length > 0 ? { kind: 'folder', size: 0 } : undefined;
  }

  async realUri(uri: string): Promise<string> {
    return uri;
  }

  async readText(uri: string): Promise<FileText> {
    await this.beforeRead(uri);
    const text = this.texts.get(uri);
    if (text === undefined) throw new Error('there is no such file');
    return { text, hasByteOrderMark: false, isExact: true };
  }
}
