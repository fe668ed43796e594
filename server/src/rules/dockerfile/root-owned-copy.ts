// COPY behind USER, whose files belong to root all the same.
import { commandsNamed } from '../../dockerfile/commands';
import { copiesOf } from '../../dockerfile/copies';
import { effectiveUser } from '../../dockerfile/effective-user';
import { bringsPrograms } from '../../dockerfile/executable-copies';
import { isWindows } from '../../dockerfile/shell';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { isRoot } from '../../dockerfile/users';
import { editFix } from '../../rule/edit-fix';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'root-owned-copy',
  title: 'COPY behind USER belongs to root',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['USER'],
  references: [{ tally: 'copy-after-user-without-chown' }],
  docs: {
    why: 'COPY and ADD do not care for USER: what they bring belongs to root. That is right for programs, which nobody should change; where the program has to write to it, it fails, and is then often run as root. Say whose it is with `--chown`, or that it is to be read with `--chmod`.',
    bad: 'FROM node:24.4-alpine\nUSER node\nCOPY data /app/data\n',
    good: 'FROM node:24.4-alpine\nUSER node\nCOPY --chown=node data /app/data\nCOPY --chmod=755 start.sh /app/\n',
    limits:
      'Nothing is said of scripts, libraries and folders of the system, which root should own, of copies with `--chmod`, and where a later step changes owners.',
  },
  *stage(stage) {
    if (isWindows(stage)) return;
    const lastChange = commandsNamed(stage, ['chown', 'chgrp']).at(-1)?.index ?? -1;
    for (const copy of copiesOf(stage)) {
      const { step, index, owner, mode, target } = copy;
      if (owner || mode || index < lastChange || step.instruction.trigger || bringsPrograms(copy)) continue;
      const user = effectiveUser(stage, index);
      if (user.kind !== 'instruction' || !user.user || isRoot(user.user.text)) continue;
      const written = user.step.instruction.trigger ? undefined : user.step.instruction.args[0]?.text;
      yield {
        range: rangeOfWord(step, step.instruction.keyword),
        message: `'${target.text}' will belong to root, not to '${user.user.text}'; add '--chown' where it has to be written to`,
        fixes: written !== undefined && user.stage === stage ? fixOf(step, written) : [],
      };
    }
  },
});

function fixOf(step: Step, user: string): Fix[] {
  const { end } = rangeOfWord(step, step.instruction.keyword);
  return editFix({
    title: `Give it to '${user}'`,
    delta: { changes: [step.instruction.name] },
    edits: /^[\w.:-]+$/.test(user)
      ? [{ range: rangeOf(end.line, end.character, end.line, end.character), newText: ` --chown=${user}` }]
      : undefined,
  });
}
