// A secret that a build needs, given to the RUNs that use it as a secret mount: it leaves nothing in the image.
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import { rangeOfWord, type Step } from './stages';

/** The edits that mount a secret under the variable's name. Undefined where it is used otherwise, or not at all. */
export function secretMounts(name: string, uses: readonly Step[]): TextEdit[] | undefined {
  if (uses.length === 0 || !/^\w+$/.test(name)) return undefined;
  if (uses.some(({ instruction }) => instruction.name !== 'RUN')) return undefined;
  return uses.map((run) => {
    const { end } = rangeOfWord(run, run.instruction.keyword);
    const newText = ` --mount=type=secret,id=${name.toLowerCase()},env=${name}`;
    return { range: rangeOf(end.line, end.character, end.line, end.character), newText };
  });
}
