// Passwords of accounts that are the same in every container.
import { commandEdit } from '../../dockerfile/command-edits';
import { commandsNamed, innerCommands, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { placeInBody } from '../../dockerfile/heredoc-place';
import type { Stage } from '../../dockerfile/stages';
import { rangeAt } from '../../dockerfile/syntax';
import { writtenFilesOf } from '../../dockerfile/written-files';
import { secretsWrittenIn } from '../../dockerfile/written-secrets';
import { editFix } from '../../rule/edit-fix';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { placeOfOption } from '../../shell/options';
import { makesRandom, type PasswordSet, passwordSet, SETS_PASSWORDS } from '../../shell/passwords-set';
import { comparePositions, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'account-password',
  title: 'Password of an account set in the image',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  looksFor: ['chpasswd', 'newusers', 'passwd', 'useradd', 'usermod', 'shadow', 'adduser'],
  supersedes: ['secret-in-run'],
  references: [{ cwe: 259 }, { cwe: 798 }, { checkov: 'CKV2_DOCKER_17' }, { dockle: 'DKL-LI-0001' }],
  docs: {
    why: 'A password that the build sets is the same in every container, and its hash is in the image for everyone who pulls it: a short one is found within hours. It lets whoever knows it become that user with `su`, `sudo` or `ssh`. In a container nobody has to log in: leave the account without a password, which locks it, and say with USER who runs.',
    bad: 'FROM debian:13.1-slim\nARG HASH\nRUN useradd --create-home --password "$HASH" app\nUSER app\n',
    good: 'FROM debian:13.1-slim\nRUN useradd --create-home app && passwd -l root\nUSER app\n',
    limits:
      'A password that is written out in `echo user:password | chpasswd` is reported by secret-value. Nothing is said of values that lock an account (`*`, `!`), of random ones that nobody gets to know, and of what comes from a secret mount.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, SETS_PASSWORDS)) {
      const report = at.instruction.name === 'RUN' && reportOf(at);
      if (report) yield report;
    }
    yield* shadowLines(stage);
  },
});

const SAYS: Readonly<Record<PasswordSet['kind'], string>> = {
  set: 'the same password in every container; lock it instead, nobody has to log in',
  empty: 'an empty password; lock it instead, nobody has to log in',
  'taken away': 'no password at all, so everyone may log in; lock it instead',
};

function reportOf(at: StepCommand): Report | undefined {
  const set = passwordSet(at.command);
  if (!set || isRandom(at) || isWrittenOut(at)) return undefined;
  return {
    range: rangeOfPart(at, set.part),
    message: `'${at.command.program}' gives ${set.account === undefined ? 'an account' : `'${set.account}'`} ${SAYS[set.kind]}`,
    fixes: fixOf(at, set),
  };
}

const isRandom = (at: StepCommand): boolean =>
  [at.command, ...at.command.inputs].some(
    (command) => makesRandom(command) || innerCommands(at, command).some(makesRandom),
  );

/** Another rule reports the password itself. */
function isWrittenOut(at: StepCommand): boolean {
  const { step, command } = at;
  const { inLine, inBodies } = secretsWrittenIn(step.instruction);
  if (inLine.length === 0 && inBodies.length === 0) return false;
  const { start } = rangeOfPart(at, {
    ...command,
    start: Math.min(command.start, ...command.inputs.map((input) => input.start)),
  });
  const { end } = rangeOfPart(at, command);
  return [
    ...inLine.map((secret) => rangeAt(step, secret.start, secret.end)),
    ...inBodies.map(({ heredoc, secret }) => shiftRange(placeInBody(heredoc)(secret), step.line)),
  ].some((place) => comparePositions(place.start, start) >= 0 && comparePositions(place.end, end) <= 0);
}

function fixOf(at: StepCommand, { kind, account, option }: PasswordSet): Fix[] {
  const { command, step } = at;
  const delta = { changes: [step.instruction.name] };
  const fix = (title: string, part: { start: number; end: number }, newText: string): Fix[] => {
    const edit = commandEdit(at, { ...part, newText });
    const isOneLine = edit?.range.start.line === edit?.range.end.line;
    return editFix({ title, delta, edits: edit && isOneLine ? [edit] : undefined });
  };
  if (option && kind === 'taken away') return option.isClustered ? [] : fix(`Lock the account: '-l'`, option, '-l');
  if (option) {
    const place = placeOfOption(command, option);
    if (!place) return [];
    return command.program === 'usermod'
      ? fix(`Lock the account: '-L'`, place, ' -L')
      : fix('Make the user without a password', place, '');
  }
  const [input, ...others] = command.inputs;
  const isPlain = input && others.length === 0 && command.wrappers.length === 0 && command.redirects.length === 0;
  if (!isPlain || account === undefined || !/^(?:echo|printf)$/.test(input.program ?? '')) return [];
  return fix(
    `Lock the account: 'passwd -l ${account}'`,
    { start: input.start, end: command.end },
    `passwd -l ${account}`,
  );
}

const SHADOW_LINE = /^[a-z_][\w.-]*:(?![!*x])[^:]*:/;

/** `echo 'root:$6$…:…' >> /etc/shadow` */
function* shadowLines(stage: Stage): Iterable<Report> {
  for (const { path, lines } of writtenFilesOf(stage)) {
    if (!/^\/etc\/shadow$/.test(path)) continue;
    for (const { text, range } of lines)
      if (SHADOW_LINE.test(text)) yield { range, message: `'${path}' gives an account ${SAYS.set}` };
  }
}
