// Programs and files of the system that a user without rights can change.

import { type Copy, copiesOf } from '../../dockerfile/copies';
import { bringsPrograms } from '../../dockerfile/executable-copies';
import { removeFlag } from '../../dockerfile/list-edits';
import { isWindows } from '../../dockerfile/shell';
import { rangeOfWord } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'nonroot-owned-executable',
  title: 'Program that belongs to a user without rights',
  severity: 'info',
  confidence: 'high',
  category: 'filesystem',
  recommended: false,
  looksFor: ['chown'],
  references: [{ cwe: 732 }, { sonar: 'S6504' }],
  docs: {
    why: 'Who owns a file may change it. Where the user that a container runs as owns the scripts and programs that are started, or files of the system, whoever takes the program over can put code into them that runs again at the next start, maybe as another user. Programs belong to root and are readable and executable for all; the user owns what it has to write to, and nothing else.',
    bad: 'FROM node:24.4-alpine\nCOPY --chown=node:node entrypoint.sh /usr/local/bin/\nUSER node\n',
    good: 'FROM node:24.4-alpine\nCOPY --chmod=755 entrypoint.sh /usr/local/bin/\nCOPY --chown=node:node data /app/data\nUSER node\n',
    limits:
      'Told by the ending of a source (`.sh`, `.py`, `.so` and the like) or by the folder that it goes to (/usr, /etc, /bin, /lib, /root …). What `RUN chown` does is not looked at.',
  },
  *stage(stage) {
    if (isWindows(stage)) return;
    for (const copy of copiesOf(stage)) {
      const { owner, step } = copy;
      const value = owner?.value?.text;
      if (!owner || value === undefined || !isUnprivileged(copy, value) || !bringsPrograms(copy)) continue;
      yield {
        range: rangeOfWord(step, owner.word),
        message: `'--chown=${value}' lets a user without rights change a program or the system; leave it to root`,
        fixes: fixOf(copy),
      };
    }
  },
});

/** A group counts where it may write. */
function isUnprivileged({ mode }: Copy, owner: string): boolean {
  const [user = '', group = ''] = owner.split(':');
  const isRoot = (name: string): boolean => name === '' || name === 'root' || /^0+$/.test(name);
  if (!isRoot(user)) return true;
  if (isRoot(group)) return false;
  return !/^[0-7]*[0145][0145]$/.test(mode?.value?.text ?? '');
}

function fixOf({ owner, mode, step }: Copy): Fix[] {
  const flag = owner?.word;
  if (!flag) return [];
  const edit = mode ? removeFlag(step, flag) : { range: rangeOfWord(step, flag), newText: '--chmod=755' };
  return editFix({
    title: mode ? 'Leave it to root' : "Leave it to root, for all to run: '--chmod=755'",
    delta: { changes: [step.instruction.name] },
    edits: [edit],
  });
}
