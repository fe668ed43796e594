// How files are reached: one asynchronous interface over URIs, so that discovery and audit run the same over Node, over an
// editor's client and over memory in tests.

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface FileStat {
  readonly kind: Exclude<EntryKind, 'link'>;
  /** Bytes. */
  readonly size: number;
}

export interface FileText {
  /** Without its byte order mark; what is not UTF-8 is read as U+FFFD. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  /** The text gives the same bytes when it is written back. A file that does not is never edited. */
  readonly isExact: boolean;
}

/** Every method rejects with an Error that says why when the file can't be reached. */
export interface FileSystem {
  /** Names differ in their case alone only where this is false. Decides how .gitignore is read. */
  readonly ignoresCase: boolean;
  /** In any order, links not followed. */
  readDirectory(uri: string): Promise<readonly Entry[]>;
  /** What a link leads to. Undefined where nothing is. */
  stat(uri: string): Promise<FileStat | undefined>;
  /** The URI without links on its way. */
  realUri(uri: string): Promise<string>;
  readText(uri: string): Promise<FileText>;
}

/** Why a method rejected. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
