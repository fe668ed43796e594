// `FROM --platform=`: its flag, its value, and the edit that takes it out.
import type { TextEdit } from '../text/edit';
import { rangeOfWord, type Stage, type Step } from './stages';
import type { Word } from './syntax';

const FLAG = '--platform=';

export interface PlatformFlag {
  readonly from: Step;
  readonly flag: Word;
  /** Without the flag's name; where quotes stand in it, its place is all of the flag. */
  readonly value: Word;
}

/** The last one, as it counts. */
export function platformFlag({ steps: [from] }: Stage): PlatformFlag | undefined {
  const flag = from?.instruction.flags.findLast(({ text }) => text.startsWith(FLAG));
  if (!from || !flag) return undefined;
  const isPlain = from.instruction.text.slice(flag.start, flag.end) === flag.text;
  const start = isPlain ? flag.start + FLAG.length : flag.start;
  return { from, flag, value: { text: flag.text.slice(FLAG.length), start, end: flag.end } };
}

/** With the blank behind it. Undefined where the flag ends its line: a continuation would be left alone there. */
export function withoutPlatform({ from, flag }: PlatformFlag): TextEdit | undefined {
  const { text } = from.instruction;
  const [blank = ''] = /^[ \t]+/.exec(text.slice(flag.end)) ?? [];
  const range = rangeOfWord(from, { start: flag.start, end: flag.end + blank.length });
  return blank === '' || range.start.line !== range.end.line ? undefined : { range, newText: '' };
}
