// A file system that remembers which names stand in the folders that it has listed, so that a file which is not there need not be
// asked for. For one run of a tool: what comes into a folder later is not seen.
import { encodeName } from '../text/uri';
import type { Entry, FileStat, FileSystem, FileText } from './file-system';

/** Folders are looked at while the files in them are: those of long ago are forgotten. */
const MAX_FOLDERS = 1_000;

export class ListedFolders implements FileSystem {
  readonly ignoresCase: boolean;
  private readonly listings = new Map<string, Promise<readonly Entry[]>>();
  /** As URIs write them. */
  private readonly names = new Map<string, ReadonlySet<string>>();

  constructor(private readonly fs: FileSystem) {
    this.ignoresCase = fs.ignoresCase;
  }

  readDirectory(uri: string): Promise<readonly Entry[]> {
    const known = this.listings.get(uri);
    if (known) return known;
    const listing = this.listed(uri);
    remember(this.listings, uri, listing);
    return listing;
  }

  async stat(uri: string): Promise<FileStat | undefined> {
    return this.isMissing(uri) ? undefined : this.fs.stat(uri);
  }

  realUri(uri: string): Promise<string> {
    return this.fs.realUri(uri);
  }

  readText(uri: string): Promise<FileText> {
    return this.fs.readText(uri);
  }

  /** Whether nothing of the name was in its folder. False where the folder was not listed, or is more lenient with names. */
  isMissing(uri: string): boolean {
    if (this.ignoresCase) return false;
    const slash = uri.lastIndexOf('/');
    const name = uri.slice(slash + 1);
    return name !== '' && this.names.get(uri.slice(0, slash))?.has(name) === false;
  }

  private async listed(uri: string): Promise<readonly Entry[]> {
    const entries = await this.fs.readDirectory(uri);
    remember(this.names, uri, new Set(entries.map(({ name }) => encodeName(name))));
    return entries;
  }
}

function remember<Value>(known: Map<string, Value>, uri: string, value: Value): void {
  const [oldest] = known.size < MAX_FOLDERS ? [] : known.keys();
  if (oldest !== undefined) known.delete(oldest);
  known.set(uri, value);
}
