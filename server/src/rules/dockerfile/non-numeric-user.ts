// USER by name, which an orchestrator cannot tell from root.
import { commandsNamed } from '../../dockerfile/commands';
import { effectiveUser } from '../../dockerfile/effective-user';
import { isWindows } from '../../dockerfile/shell';
import { lineage, rangeOfWord, type Stage } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';
import { accountMade, MAKES_USERS } from '../../shell/accounts-made';

export default dockerfileRule({
  id: 'non-numeric-user',
  title: 'USER by name',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ hadolint: 'DL3066' }, { url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/' }],
  docs: {
    why: 'Kubernetes refuses to start an image with a named user where `runAsNonRoot: true` is asked for: what the name means is only written inside the image, and may be 0. With a number it can tell.',
    bad: 'FROM debian:13.1-slim\nRUN useradd --uid 10001 app\nUSER app\n',
    good: 'FROM debian:13.1-slim\nRUN useradd --uid 10001 app\nUSER 10001\n',
    limits:
      'Only the user that the final image starts as is looked at. The quick fix knows the number where the file itself makes the user with one.',
  },
  *stage(stage) {
    if (!stage.isFinal || isWindows(stage)) return;
    const end = effectiveUser(stage);
    if (end.kind !== 'instruction' || end.stage !== stage || end.step.instruction.trigger || !end.user) return;
    const [word] = end.step.instruction.args;
    const [user = '', group] = end.user.text.split(':');
    if (!word || user === '' || /^\d+$/.test(user)) return;
    const id = numberOf(stage, user);
    const isPlain = word.text === end.user.text && word.end - word.start === word.text.length;
    const place = { start: word.start, end: word.start + user.length };
    yield {
      range: rangeOfWord(end.step, word),
      message: `'${end.user.text}' is a name, which Kubernetes cannot tell from root; write ${id === undefined ? 'its number' : `'${id}${group === undefined ? '' : `:${group}`}'`}`,
      fixes: editFix({
        title: `Write the number of '${user}': ${id ?? ''}`,
        safety: 'safe',
        delta: { changes: ['USER'] },
        edits: isPlain && id !== undefined ? [{ range: rangeOfWord(end.step, place), newText: id }] : undefined,
      }),
    };
  },
});

/** Of a user that is made once, with a number of its own. */
function numberOf(stage: Stage, user: string): string | undefined {
  const made = lineage(stage)
    .flatMap((ancestor) => commandsNamed(ancestor, MAKES_USERS))
    .flatMap((at) => {
      const account = accountMade(at.command);
      return account?.kind === 'user' && at.valueOf(account.name)?.text === user ? [{ at, account }] : [];
    });
  const [only, ...others] = made;
  const id = only?.account.id && only.at.valueOf(only.account.id);
  return others.length === 0 && id && !id.isDefault && /^[1-9]\d*$/.test(id.text) ? id.text : undefined;
}
