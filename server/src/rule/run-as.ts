// The fix of what runs as root: make the user where there is none, give it what it writes to, and say USER.
import type { Stage } from '../dockerfile/stages';
import { lastStepAsRoot, type UnprivilegedUser } from '../dockerfile/unprivileged-user';
import { rangeOf } from '../text/range';
import type { Fix } from './finding';

/** Behind the last step that needs root. None where the file ends within that step. */
export function runAs(stage: Stage, { user, setUp, isNew }: UnprivilegedUser): Fix[] {
  const after = lastStepAsRoot(stage);
  if (!after || after.instruction.open) return [];
  const run = setUp.length === 0 ? '' : `RUN ${setUp.join(' \\\n && ')}\n`;
  const line = after.line + after.instruction.lineCount;
  return [
    {
      title: isNew ? `Make a user '${user}' and run as it` : `Run as '${user}'`,
      safety: 'suggested',
      delta: { adds: run ? ['RUN', 'USER'] : ['USER'] },
      edits: () => [{ edits: [{ range: rangeOf(line, 0, line, 0), newText: `${run}USER ${user}\n` }] }],
    },
  ];
}
