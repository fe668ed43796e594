// Where words of a list stand in a text, whatever their case: one pass, by the first four letters of each word.
// Five bits of a letter tell it from most others and are the same for both cases; a word is then compared in full.

export type OnWord = (word: number, at: number) => void;

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

  /** Calls back for every word at every place, from left to right. */
  scan(text: string, onWord: OnWord): void {
    const { starts, fourth } = this;
    const length = text.length;
    let hash = 0;
    for (let i = 0; i < length; i++) {
      hash = ((hash << 5) | (text.charCodeAt(i) & LOW_BITS)) & (TABLE - 1);
      const start = starts[hash] ?? 0;
      if (start === 0) continue;
      const next = i + 1 < length ? 1 << (text.charCodeAt(i + 1) & LOW_BITS) : -1;
      if (((fourth[start] ?? 0) & next) !== 0 && i >= 2) this.compare(text, i - 2, start, onWord);
    }
  }

  private compare(text: string, at: number, start: number, onWord: OnWord): void {
    for (const index of this.beginningWith[start] ?? []) {
      const word = this.words[index] ?? '';
      let i = 0;
      while (i < word.length && lower(text.charCodeAt(at + i)) === word.charCodeAt(i)) i++;
      if (i === word.length) onWord(index, at);
    }
  }
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
