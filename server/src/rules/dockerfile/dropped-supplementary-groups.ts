// USER with a group, which leaves out the other groups that its user is in.
import { commandsNamed } from '../../dockerfile/commands';
import { argumentAt, lineage, rangeOfWord, type Stage } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';
import { groupsJoined, JOINS_GROUPS } from '../../shell/groups-joined';
import { once } from '../../text/once';

export default dockerfileRule({
  id: 'dropped-supplementary-groups',
  title: 'USER with a group drops the other groups',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  looksFor: ['USER'],
  references: [{ tally: 'user-explicit-group-drops-supplementary-groups' }],
  docs: {
    why: '`USER app:app` gives the process that one group and no other: what the build put the user into with `usermod -aG` has no effect, and what the group was for fails, which is then often "repaired" with root or `chmod 777`. Without the group, `USER app` brings all groups of the user.',
    bad: 'FROM debian:13.1-slim\nRUN groupadd media && useradd --groups media app\nUSER app:app\n',
    good: 'FROM debian:13.1-slim\nRUN groupadd media && useradd --groups media app\nUSER app\n',
    limits: 'Known are the groups that the file itself puts a user into, by name.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      const [word] = step.instruction.args;
      if (step.instruction.name !== 'USER' || !word) continue;
      const [user, group] = argumentAt(stage, index)?.text.split(':') ?? [];
      if (user === undefined || !group || /^\d*$/.test(user)) continue;
      const joined = (joinedIn(stage).get(user) ?? []).filter((each) => each !== group);
      if (joined.length === 0) continue;
      const sign = word.text.indexOf(':');
      const isPlain = word.end - word.start === word.text.length && /^[\w.${}-]+:[\w.-]+$/.test(word.text);
      yield {
        range: rangeOfWord(step, word),
        message: `'${word.text}' takes '${user}' out of ${joined.length > 1 ? 'groups' : 'the group'} '${joined.join("', '")}'; write 'USER ${user}'`,
        fixes: editFix({
          title: `Keep all groups: 'USER ${user}'`,
          delta: { changes: ['USER'] },
          edits: isPlain
            ? [{ range: rangeOfWord(step, { start: word.start + sign, end: word.end }), newText: '' }]
            : undefined,
        }),
      };
    }
  },
});

/** The groups that a stage, and what it is built on, put a user into. */
const joinedIn = once((stage: Stage): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const at of lineage(stage).flatMap((ancestor) => commandsNamed(ancestor, JOINS_GROUPS))) {
    const found = at.instruction.name === 'RUN' ? groupsJoined(at.command) : undefined;
    const [user, names] = found ? [at.valueOf(found.user)?.text, at.valueOf(found.groups)?.text] : [];
    if (user === undefined || names === undefined) continue;
    const known = groups.get(user) ?? [];
    for (const name of names.split(',')) if (name !== '') known.push(name);
    groups.set(user, known);
  }
  return groups;
});
