// Where words of a list stand in a text, whatever their case: one pass, by the first four letters of each word.
// Five bits of a letter tell it from most others and are the same for both cases; a word is then compared in full.

/** A word, by its index, and where it stands. */
export interface Hit {
  readonly word: number;
  readonly at: number;
}

const NONE: readonly Hit[] = [];

const LOW_BITS = 31;
const TABLE = 1 << 15;

export class Keywords {
  /** By three letters: 1 + the index of the words that begin so. */
  private readonly starts = new Uint8Array(TABLE);
  private readonly beginningWith: number[][] = [[]];
  /** By the same index, a bit for each fourth letter. */
  private readonly fourth: number[] = [0];

  /** Words are in lower case and have three letters or more. */
  constructor(private readonly words: readonly string[]) {
    for (const [index, word] of words.entries()) {
      let hash = 0;
      for (let i = 0; i < 3; i++) hash = (hash << 5) | (word.charCodeAt(i) & LOW_BITS);
      const start = this.starts[hash] || this.beginningWith.length;
      if (start > 255) throw new Error('more than 255 beginnings of words');
      this.starts[hash] = start;
      this.beginningWith[start] = [...(this.beginningWith[start] ?? []), index];
      this.fourth[start] = (this.fourth[start] ?? 0) | (word.length > 3 ? 1 << (word.charCodeAt(3) & LOW_BITS) : -1);
    }
  }

  /** Every word at every place, from left to right. */
  hits(text: string): readonly Hit[] {
    const { starts, fourth } = this;
    const length = text.length;
    let found: Hit[] | undefined;
    let hash = 0;
    for (let i = 0; i < length; i++) {
      hash = ((hash << 5) | (text.charCodeAt(i) & LOW_BITS)) & (TABLE - 1);
      const start = starts[hash] ?? 0;
      if (start === 0 || i < 2) continue;
      const next = i + 1 < length ? 1 << (text.charCodeAt(i + 1) & LOW_BITS) : -1;
      if (((fourth[start] ?? 0) & next) === 0) continue;
      for (const word of this.beginningWith[start] ?? []) {
        if (this.isAt(text, i - 2, word)) found = add(found, { word, at: i - 2 });
      }
    }
    return found ?? NONE;
  }

  private isAt(text: string, at: number, index: number): boolean {
    const word = this.words[index] ?? '';
    let i = 0;
    while (i < word.length && lower(text.charCodeAt(at + i)) === word.charCodeAt(i)) i++;
    return i === word.length;
  }
}

function add(hits: Hit[] | undefined, hit: Hit): Hit[] {
  if (!hits) return [hit];
  hits.push(hit);
  return hits;
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
