// The report on a file with credentials that is copied into the image: ENV and ARG name such files, in a rule each.
import type { CopiedCredentials } from '../dockerfile/credential-files';
import { rangeOfWord, type Step } from '../dockerfile/stages';
import type { Word } from '../dockerfile/syntax';
import type { Report } from './finding';

/** `name` is the variable's, in its step. */
export function copiedCredentials(step: Step, name: Word, { step: copy, isNamed }: CopiedCredentials): Report {
  const keyword = copy.instruction.name;
  return {
    range: rangeOfWord(step, name),
    message: isNamed
      ? `'${name.text}' names a file that ${keyword} brings into the image; mount it where it is used`
      : `'${name.text}' names a file in what ${keyword} brings into the image; mount it where it is used`,
    severity: isNamed ? 'error' : 'warning',
  };
}
