// Users in a build: those a stage makes, who a container starts as, and whether something steps down from root later.
import type { ImageFact, ImageFacts } from '../image/facts';
import { accountMade, MAKES_USERS } from '../shell/accounts-made';
import type { ShellCommand } from '../shell/command';
import { once } from '../text/once';
import { commandsNamed } from './commands';
import { effectiveUser } from './effective-user';
import { lineage, rootBase, type Stage } from './stages';

/** Programs that go on as another user. */
const STEP_DOWN: ReadonlySet<string> = new Set([
  'gosu',
  'su-exec',
  'setpriv',
  'runuser',
  'chpst',
  's6-setuidgid',
  'suexec',
]);
/** Asked first: most texts name none of them. */
const MAY_NAME = new RegExp([...STEP_DOWN].join('|'));
/** Init systems, which only root can be. */
const INIT: ReadonlySet<string> = new Set([
  '/sbin/init',
  '/usr/sbin/init',
  '/lib/systemd/systemd',
  '/usr/lib/systemd/systemd',
]);
/** Names of the users that the RUNs of a stage and of what it is built on make, in their order. */
export function usersMade(stage: Stage): string[] {
  return lineage(stage)
    .reverse()
    .flatMap((ancestor) =>
      commandsNamed(ancestor, MAKES_USERS).flatMap(({ command, step }) =>
        step.instruction.name === 'RUN' ? (userMadeBy(command) ?? []) : [],
      ),
    );
}

function userMadeBy(command: ShellCommand): string | undefined {
  const account = accountMade(command);
  const user = account?.kind === 'user' ? account.name.value : undefined;
  return user !== undefined && /^[a-z_][\w.-]*$/i.test(user) && user !== 'root' ? user : undefined;
}

/** What is known of the image that a stage's lineage begins with. Scratch is an image without anything. */
export function baseFact(stage: Stage, images: ImageFacts): ImageFact | undefined {
  const base = rootBase(stage);
  if (base.kind === 'scratch') return { user: 'root', distribution: 'scratch', shell: 'none' };
  return base.kind === 'image' ? images.of(base.reference) : undefined;
}

/** By name or number, with a group or without; the administrator of a Windows container, too. */
export function isRoot(user: string): boolean {
  const [name = ''] = user.trim().split(':');
  return name === 'root' || /^0+$/.test(name) || name.toLowerCase() === 'containeradministrator';
}

/** Whether a step of a stage runs as root. Undefined for unknown. */
export function runsAsRoot(stage: Stage, index: number, images: ImageFacts): boolean | undefined {
  const effective = effectiveUser(stage, index);
  const user = effective.kind === 'instruction' ? effective.user?.text : baseFact(stage, images)?.user;
  return user === undefined ? undefined : isRoot(user);
}

/**
 * Whether a container of the stage starts as root and stays it. Undefined for unknown: nothing is known of the base image, or
 * an entrypoint may step down.
 */
export function staysRoot(stage: Stage, images: ImageFacts): boolean | undefined {
  if (effectiveUser(stage).kind === 'instruction') return undefined;
  const fact = baseFact(stage, images);
  if (fact?.user === undefined) return undefined;
  if (!isRoot(fact.user)) return false;
  if (baseStepsDown(stage, fact)) return false;
  return mayStepDown(stage) ? undefined : true;
}

/** The base image's own entrypoint, which drops root, is the one that starts. */
export const baseStepsDown = (stage: Stage, fact: ImageFact | undefined): boolean =>
  fact?.dropsRoot === true &&
  !lineage(stage).some(({ steps }) => steps.some(({ instruction: { name } }) => name === 'ENTRYPOINT'));

/** The lineage names a program that goes on as another user, or starts an init system. */
export function mayStepDown(stage: Stage): boolean {
  return lineage(stage).some(stepsDown);
}

const stepsDown = once(({ steps }: Stage): boolean => {
  for (const { instruction } of steps) {
    const { name, args, heredocs } = instruction;
    const isStart = name === 'ENTRYPOINT' || name === 'CMD';
    if (!isStart && name !== 'RUN' && name !== 'COPY' && name !== 'ADD') continue;
    for (const { text } of args) if (namesStepDown(text) || (isStart && INIT.has(text.trim()))) return true;
    for (const { content } of heredocs) if (namesStepDown(content)) return true;
  }
  return false;
});

const namesStepDown = (text: string): boolean =>
  MAY_NAME.test(text) && text.split(/[^\w./-]+/).some((word) => STEP_DOWN.has(word.split('/').at(-1) ?? ''));
