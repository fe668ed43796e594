// What other files say, as far as they were read: how pure code looks beyond its own file. An edge reads what was asked for and
// is not known yet, and asks again.

export type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** A folder, a file that can't be read, or one that is too large. */
  | { readonly kind: 'other' }
  /** Not read yet, or outside of what may be read: nothing can be said. */
  | { readonly kind: 'unknown' };

export interface Files {
  read(uri: string): FileAnswer;
}

export const UNKNOWN_FILE: FileAnswer = { kind: 'unknown' };

/** Nothing stands beside the file. */
export const EMPTY_FOLDER: Files = { read: () => ({ kind: 'missing' }) };

/** These files, by path from a folder, and no others. */
export function filesIn(folder: string, texts: Readonly<Record<string, string>>): Files {
  return {
    read(uri) {
      const text = uri.startsWith(`${folder}/`) ? texts[uri.slice(folder.length + 1)] : undefined;
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
  };
}

export const NO_FILES: Files = { read: () => UNKNOWN_FILE };
