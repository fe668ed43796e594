// A user that the build makes and nothing runs as.

import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { effectiveUser } from '../../dockerfile/effective-user';
import { isNamedOwner } from '../../dockerfile/owners-named';
import { lineage, rangeOfWord, type Stage } from '../../dockerfile/stages';
import { someText } from '../../dockerfile/syntax';
import { unprivilegedUserOf } from '../../dockerfile/unprivileged-user';
import { baseFact, baseStepsDown, isRoot, mayStepDown } from '../../dockerfile/users';
import { dockerfileRule } from '../../rule/rule';
import { runAs } from '../../rule/run-as';
import { accountMade, MAKES_USERS } from '../../shell/accounts-made';
import type { ShellWord } from '../../shell/command';
import { type Range, rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'unused-user',
  title: 'A user is made, and nothing runs as it',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  looksFor: ['useradd', 'adduser', 'newusers'],
  supersedes: ['non-numeric-user'],
  references: [{ cwe: 250 }, { tally: 'user-created-but-never-used' }],
  alsoReports: ['missing-user'],
  docs: {
    why: 'The build makes a user without rights, and the container still runs as root: the work is done but for one line. `USER` has to name the user, behind the last step that needs root and before CMD or ENTRYPOINT.',
    bad: 'FROM debian:13.1-slim\nRUN useradd --system app\nCMD ["sleep", "infinity"]\n',
    good: 'FROM debian:13.1-slim\nRUN useradd --system app\nUSER app\nCMD ["sleep", "infinity"]\n',
    limits:
      'Only the last user that the final stage makes is looked at, or else the last of the stages that it is built on. Nothing is said where the user is named as an owner (`chown`, `--chown`), where a program such as gosu or su-exec is at hand, of servers that step down by themselves, such as nginx, or where it is not known who the container starts as. missing-user and root-user say of the same image that it runs as root.',
  },
  *stage(stage, { facts }) {
    if (!stage.isFinal) return;
    const last = lastMade(stage);
    if (!last) return;
    const { at, word, name } = last;
    if (mayStepDown(stage) || isNamedOwner(stage, name) || isOtherwiseNamed(stage, name)) return;
    const fact = baseFact(stage, facts.images);
    if (!endsAsRoot(stage, at, fact?.user) || baseStepsDown(stage, fact)) return;
    const { user, setUp } = unprivilegedUserOf(stage, fact);
    yield {
      range: last.stage === stage ? rangeOfPart(at, word) : rangeOfImage(stage),
      message: `'${name}' is made and never used: the container runs as root; add 'USER ${name}' before it starts`,
      fixes: runAs(stage, { user: name, isNew: false, setUp: user === name ? setUp : [] }),
    };
  },
});

/** Servers that start as root and go on as the user of their name by themselves. */
const DAEMONS: ReadonlySet<string> = new Set(
  'apache bind chrony dnsmasq dovecot ftp haproxy httpd memcached messagebus mysql named nginx ntp nut postfix proftpd sshd shellinabox squid stunnel unbound varnish vmail vsftpd www-data'.split(
    ' ',
  ),
);

interface Made {
  readonly at: StepCommand;
  readonly word: ShellWord;
  readonly name: string;
}

/** The last user that a stage makes, or else the nearest of those that it is built on. */
function lastMade(stage: Stage): (Made & { readonly stage: Stage }) | undefined {
  for (const maker of lineage(stage)) {
    const commands = commandsNamed(maker, MAKES_USERS).filter(({ instruction }) => instruction.name === 'RUN');
    const made = commands.flatMap((at) => userOf(at) ?? []).at(-1);
    if (made) return { ...made, stage: maker };
  }
  return undefined;
}

function rangeOfImage(stage: Stage): Range {
  const [from] = stage.steps;
  return from ? rangeOfWord(from, stage.image ?? from.instruction.keyword) : rangeOf(0, 0, 0, 0);
}

function userOf(at: StepCommand): Made | undefined {
  const account = accountMade(at.command);
  const name = account?.kind === 'user' ? at.valueOf(account.name)?.text : undefined;
  if (!account || name === undefined || !/^[a-z][\w.-]*$/i.test(name) || name === 'root' || DAEMONS.has(name))
    return undefined;
  return { at, word: account.name, name };
}

/** Who makes a user is root: where no USER stands above, it is the one that the base image starts as. */
function endsAsRoot(stage: Stage, at: StepCommand, baseUser: string | undefined): boolean {
  const end = effectiveUser(stage);
  if (end.kind === 'instruction') return end.user !== undefined && isRoot(end.user.text);
  return baseUser === undefined ? at.command.wrappers.length === 0 : isRoot(baseUser);
}

/** Another command goes on as the user: su, sudo -u, crontab -u, the configuration of a service. */
function isOtherwiseNamed(stage: Stage, name: string): boolean {
  const used = new RegExp(
    `(?:\\bsu\\b(?:\\s+-\\S*)*|-u|--user|\\buser|\\bowner)[\\s=:"']+${name.replaceAll('.', '\\.')}(?:$|[^\\w.-])`,
    'i',
  );
  const steps = lineage(stage).flatMap((each) => each.steps);
  return steps.some(({ instruction: { text, heredocs } }) => someText(text, heredocs, (each) => used.test(each)));
}
