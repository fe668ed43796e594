// A refusal by BuildKit of one instruction, with the place of the word at fault.
import type { Instruction, Word } from '../syntax';

/** `start` and `end` are offsets in the instruction's text. */
export interface Refusal {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export type Check = (instruction: Instruction) => Refusal | undefined;

export const refuse = (message: string, { start, end }: Pick<Word, 'start' | 'end'>): Refusal => ({
  message,
  start,
  end,
});

/** From the first of some words to the last; the keyword when there are none. */
export function spanOf(words: readonly Word[], keyword: Word): Pick<Word, 'start' | 'end'> {
  const last = words.at(-1);
  return words[0] && last ? { start: words[0].start, end: last.end } : keyword;
}
