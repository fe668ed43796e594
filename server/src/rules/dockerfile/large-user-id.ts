// useradd with a number so high that it writes a huge file.
import { commandEdit } from '../../dockerfile/command-edits';
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { editFix } from '../../rule/edit-fix';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { accountMade } from '../../shell/accounts-made';

export default dockerfileRule({
  id: 'large-user-id',
  title: 'useradd with a high number writes a huge file',
  severity: 'info',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  looksFor: ['useradd'],
  references: [{ hadolint: 'DL3046' }],
  docs: {
    why: 'useradd notes each user in `/var/log/lastlog` and `/var/log/faillog`, at the place of its number. With a number of six digits and more the files seem gigabytes large, with nothing in them; an image is stored with all of it, and a build or a registry runs full. `--no-log-init` leaves the files alone.',
    bad: 'FROM debian:13.1-slim\nRUN useradd --uid 1000660000 app\nUSER 1000660000\n',
    good: 'FROM debian:13.1-slim\nRUN useradd --no-log-init --uid 1000660000 app\nUSER 1000660000\n',
    limits: 'Nothing is said of a number that comes from a variable without a value, and of other programs.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, ['useradd'])) {
      const id = accountMade(at.command)?.id;
      const number = id && at.valueOf(id)?.text;
      if (at.instruction.name !== 'RUN' || !id || number === undefined || !/^\d{6,}$/.test(number)) continue;
      if (at.command.args.some(({ text, value = text }) => NO_LOG.test(value))) continue;
      yield {
        range: rangeOfPart(at, id),
        message: `'${number}' makes useradd write a huge file into the image; add '--no-log-init'`,
        fixes: fixOf(at),
      };
    }
  },
});

const NO_LOG = /^(?:-[a-zA-Z]*l[a-zA-Z]*|--no-log-init)$/;

function fixOf(at: StepCommand): Fix[] {
  const { name } = at.command;
  const edit =
    name && commandEdit(at, { start: name.end - 1, end: name.end, newText: `${name.text.slice(-1)} --no-log-init` });
  return editFix({
    title: "Add '--no-log-init'",
    safety: 'safe',
    delta: { changes: [at.step.instruction.name] },
    edits: edit && [edit],
  });
}
