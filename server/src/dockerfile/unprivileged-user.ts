// The user that an image which runs as root could run as instead: who, what has to be done for it, and where it can begin.
import type { ImageFact } from '../image/facts';
import { writablePathsOf } from '../image/writable-paths';
import { directoriesMade } from './commands';
import { isPosixShell, isWindows } from './shell';
import { argumentAt, lineage, rootBase, type Stage, type Step } from './stages';
import { isRoot, usersMade } from './users';

export interface UnprivilegedUser {
  /** What USER gets. */
  readonly user: string;
  readonly isNew: boolean;
  /** Shell commands that make the user and give it what it has to write to. */
  readonly setUp: readonly string[];
}

const NUMERIC = '65532:65532';
const NAME = 'app';

/** The user that a stage can run as, by what it makes itself, what its base image brings, and how its system makes users. */
export function unprivilegedUserOf(stage: Stage, fact: ImageFact | undefined): UnprivilegedUser {
  const ready = usersMade(stage).at(-1) ?? fact?.unprivilegedUser;
  const hasShell = fact?.shell !== 'none' && isPosixShell(stage, stage.steps.length);
  const make = ready === undefined && hasShell ? commandsToMake(fact) : [];
  const user = ready ?? (make.length > 0 ? NAME : NUMERIC);
  return { user, isNew: make.length > 0, setUp: hasShell ? [...make, ...commandsToOwn(stage, user)] : [] };
}

/** None where it is not known how the system makes users: a number needs no entry in /etc/passwd. */
function commandsToMake(fact: ImageFact | undefined): string[] {
  switch (fact?.distribution) {
    case 'alpine':
    case 'wolfi':
      return [`addgroup -S ${NAME}`, `adduser -S -G ${NAME} ${NAME}`];
    case 'busybox':
      return [`addgroup -S ${NAME}`, `adduser -S -D -H -G ${NAME} ${NAME}`];
    case 'debian':
    case 'ubuntu':
      return [`groupadd --system ${NAME}`, `useradd --system --gid ${NAME} --create-home ${NAME}`];
    default:
      return [];
  }
}

const NEEDS_ROOT: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR', 'VOLUME']);
const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT']);

/** Whether a step behind another needs root, as far as its keyword says. */
export const needsRootBehind = ({ steps }: Stage, index: number): boolean =>
  steps.some(({ instruction }, i) => i > index && NEEDS_ROOT.has(instruction.name));

/**
 * The step behind which USER belongs: the one before CMD or ENTRYPOINT, but none before the last that needs root, or before
 * the last USER.
 */
export function lastStepAsRoot({ steps }: Stage): Step | undefined {
  const last = steps.findLastIndex(({ instruction: { name } }) => NEEDS_ROOT.has(name) || name === 'USER');
  const start = steps.findIndex(({ instruction }, index) => index > last && STARTS.has(instruction.name));
  return steps[start < 0 ? Math.max(last, steps.length - 1) : start - 1];
}

const PLAIN_PATH = /^\/[\w.-]+(?:\/[\w.-]+)*$/;
const DATA_ROOTS = ['/data', '/srv/', '/var/lib/', '/var/log/', '/var/cache/', '/var/spool/'];
const DATA_PATH = /^\/data(?:\/|$)|^\/(?:srv|var)\//;

/** Shell commands that give the user what the program is meant to write to: volumes, data directories, the server's own. */
function commandsToOwn(stage: Stage, user: string): string[] {
  const base = rootBase(stage);
  const server = writablePathsOf(base.kind === 'image' ? base.reference.name : '');
  const volumes = stage.steps
    .filter(({ instruction }) => instruction.name === 'VOLUME')
    .flatMap(({ instruction }) => instruction.args.map(({ text }) => text));
  const made = directoriesMade(stage, DATA_ROOTS).filter((path) => DATA_PATH.test(path));
  const directories = [...new Set([...server.directories, ...volumes, ...made])].filter((path) =>
    PLAIN_PATH.test(path),
  );
  const commands: string[] = [];
  if (directories.length > 0)
    commands.push(`mkdir -p ${directories.join(' ')}`, `chown -R ${user} ${directories.join(' ')}`);
  if (server.files.length > 0)
    commands.push(`touch ${server.files.join(' ')}`, `chown ${user} ${server.files.join(' ')}`);
  return commands;
}

/** The user that a stage whose last USER is root was before, or could be: another USER above it, the base image's own. */
export function userToGoBackTo(stage: Stage, fact: ImageFact | undefined): UnprivilegedUser {
  if (isWindows(stage)) return { user: 'ContainerUser', isNew: false, setUp: [] };
  const before = lineage(stage).flatMap((ancestor) =>
    ancestor.steps
      .flatMap(({ instruction }, index) =>
        instruction.name === 'USER' ? (argumentAt(ancestor, index)?.text ?? []) : [],
      )
      .reverse(),
  );
  const user = [...before, fact?.user].find((name) => name !== undefined && /^[\w.:-]+$/.test(name) && !isRoot(name));
  return user === undefined ? unprivilegedUserOf(stage, fact) : { user, isNew: false, setUp: [] };
}
