// Files that the server asks the editor for, where it has none of its own. The questions fail with the code of VS Code's
// FileSystemError for a message, or with words of their own.

export const READ_DIRECTORY = 'hullwright/readDirectory';
/** null where nothing is. */
export const STAT = 'hullwright/stat';
export const READ_TEXT = 'hullwright/readText';

export interface Place {
  readonly uri: string;
}

export type FoundKind = 'file' | 'folder' | 'other';

export interface FoundEntry {
  readonly name: string;
  readonly kind: FoundKind | 'link';
}

/** `isLink`: the name itself is one; the rest is of what it leads to. */
export interface FoundFile {
  readonly kind: FoundKind;
  /** Bytes. */
  readonly size: number;
  readonly isLink: boolean;
}

export interface FoundText {
  /** Without its byte order mark; what is not UTF-8 is read as U+FFFD. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  /** The text gives the same bytes when it is written back. */
  readonly isExact: boolean;
}
