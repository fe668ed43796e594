// Lists and caches of package managers that a RUN fills and leaves in its layer. What is deleted by a later RUN stays in the layer.
import type { ShellCommand, ShellWord } from '../shell/command';
import type { PackageManager } from '../shell/package-managers';
import { hasOption, packageCommandOf } from '../shell/packages';
import { isOff } from '../shell/weakness';
import { once } from '../text/once';
import { settingFor } from './command-environment';
import { commandsAt, type StepCommand } from './commands';
import { copiesOf } from './copies';
import { mayBeYarn2 } from './lockfiles';
import { isMounted, mountedFolders } from './mounted-folders';
import { type PackageStep, packageStepsOf, stepsByManager } from './package-commands';
import type { Stage } from './stages';
import { writtenFilesOf } from './written-files';

interface Cache {
  readonly fills: (step: PackageStep, stage: Stage) => boolean;
  /** What `rm` and `find` delete, as it is written: a path of the cache, or a variable. */
  readonly deleted: RegExp;
  /** The manager's own way to empty it. */
  readonly empties: (step: PackageStep | NonNullable<ReturnType<typeof packageCommandOf>>) => boolean;
  readonly isMounted: (at: StepCommand) => boolean;
}

const says = (words: readonly ShellWord[], text: RegExp): boolean => words.some(({ value }) => text.test(value ?? '$'));
const ELSEWHERE = /^(?:--root|--installroot|-R|-p|--prefix)$/;
const never = (): boolean => false;
const mountsNamed =
  (name: RegExp) =>
  ({ instruction }: StepCommand): boolean =>
    mountedFolders(instruction).some((folder) => name.test(folder));

const CACHES: ReadonlyMap<PackageManager, Cache> = new Map<PackageManager, Cache>([
  [
    'apt',
    {
      fills: ({ verb }) => verb === 'update',
      deleted: /lists|\/var\/lib\/(?:apt|\*|\{)|(?:^|[\s/{,])apt(?:$|[\s,}])|\$/,
      empties: ({ subcommand }) => /^dist-?clean$/.test(subcommand?.value ?? ''),
      isMounted: ({ instruction }) => isMounted(instruction, '/var/lib/apt/lists'),
    },
  ],
  [
    'apk',
    {
      fills: (step) =>
        (step.verb === 'install' || step.verb === 'upgrade') &&
        !hasOption(step, /^--(?:no-cache|cache-dir)$/) &&
        !hasOption(step, ELSEWHERE),
      deleted: /\/var\/cache(?:\/?$|\/?\s|\/\*|\/apk)|\/etc\/apk\/cache|\$/,
      empties: never,
      isMounted: ({ instruction }) =>
        isMounted(instruction, '/var/cache/apk') || isMounted(instruction, '/etc/apk/cache'),
    },
  ],
  [
    'dnf',
    {
      fills: (step) => /^(?:install|upgrade|full-upgrade|update)$/.test(step.verb ?? '') && !hasOption(step, ELSEWHERE),
      deleted: /\/var\/cache(?:\/?$|\/?\s|\/\*|\/\{?(?:yum|dnf|libdnf5|tdnf|microdnf))|\$/,
      empties: ({ verb, operands }) => verb === 'clean' && says(operands, /^all$|^\$/),
      isMounted: mountsNamed(/^\/var\/cache(?:$|\/(?:yum|dnf|libdnf5|tdnf))|\$/),
    },
  ],
  [
    'zypper',
    {
      fills: (step) => /^(?:install|upgrade|full-upgrade|remove)$/.test(step.verb ?? '') && !hasOption(step, ELSEWHERE),
      deleted: /\/var\/cache(?:\/?$|\/?\s|\/\*|\/zypp)|\$/,
      empties: ({ verb }) => verb === 'clean',
      isMounted: mountsNamed(/^\/var\/cache(?:$|\/zypp)|\$/),
    },
  ],
  [
    'pip',
    {
      fills: (step, stage) =>
        step.verb === 'install' &&
        (step.operands.length > 0 || hasOption(step, /^(?:-r|--requirement|-e|--editable)$/)) &&
        !hasOption(step, /^--(?:no-cache-dir|no-cache|cache-dir|dry-run)$/) &&
        !['PIP_NO_CACHE_DIR', 'PIP_CACHE_DIR', 'XDG_CACHE_HOME'].some((name) => {
          const value = settingFor(stage, step.at, name);
          return value !== undefined && !isOff(value ?? undefined);
        }) &&
        !configuresPip(stage),
      deleted: /\.cache|\/root\/?(?:$|\s|\*)|\$/,
      empties: ({ verb, operands }) => verb === 'clean' && says(operands, /^purge$|^\$/),
      isMounted: mountsNamed(/\.cache|pip|\$|^\/root$/),
    },
  ],
  [
    'yarn',
    {
      fills: (step, stage) =>
        (step.verb === 'install' || isBareInstall(step)) &&
        !hasOption(step, /^--cache-folder$/) &&
        settingFor(stage, step.at, 'YARN_CACHE_FOLDER') === undefined &&
        !mayBeYarn2(stage),
      deleted: /\.cache|yarn|\$/,
      empties: ({ verb, operands }) => verb === 'clean' && says(operands, /^clean$|^\$/),
      isMounted: mountsNamed(/\.cache|yarn|\$|^\/root$/),
    },
  ],
]);

/** `yarn`, and nothing that asks for its version or help. */
export const isBareInstall = ({
  manager,
  subcommand,
  options,
}: Pick<PackageStep, 'manager' | 'subcommand' | 'options'>): boolean =>
  manager === 'yarn' && !subcommand && !options.some(({ name }) => /^(?:-v|--version|-h|--help)$/.test(name));

/** A configuration of pip may say where its cache is, or that there is none. */
const configuresPip = once(
  (stage: Stage): boolean =>
    writtenFilesOf(stage).some(({ path }) => /pip\.conf$/.test(path)) ||
    copiesOf(stage).some(({ path }) => /pip(?:\.conf)?$/.test(path ?? '')) ||
    packageStepsOf(stage, 'pip').some(({ subcommand }) => subcommand?.value === 'config'),
);

export interface LeftCache {
  /** The last command of its RUN that fills the cache. */
  readonly step: PackageStep;
  /** All commands of the RUN that leave something there, this one included. */
  readonly steps: readonly PackageStep[];
  /** The last command of the RUN that needs it. */
  readonly last: StepCommand;
}

/** At most one of each manager for a RUN. */
export function* leftCaches(stage: Stage): Iterable<LeftCache> {
  for (const [manager, steps] of stepsByManager(stage)) {
    const cache = CACHES.get(manager);
    if (!cache) continue;
    let done = -1;
    for (const { at } of steps) {
      if (at.index === done) continue;
      done = at.index;
      const left = leftAt(stage, done, manager, cache);
      if (left) yield left;
    }
  }
}

function leftAt(stage: Stage, index: number, manager: PackageManager, cache: Cache): LeftCache | undefined {
  const commands = commandsAt(stage, index);
  let last: StepCommand | undefined;
  const steps: PackageStep[] = [];
  for (let i = commands.length - 1; i >= 0; i--) {
    const at = commands[i];
    if (!at) continue;
    const read = packageCommandOf(at.command);
    if (read?.manager !== manager) {
      if (!read && deletes(at.command, cache)) break;
      continue;
    }
    if (cache.empties(read)) break;
    last ??= at;
    const step = { ...read, at };
    if (cache.fills(step, stage) && !cache.isMounted(at)) steps.push(step);
  }
  const [step] = steps;
  return step && last && { step, steps, last };
}

/** Whether a command may delete the cache. Programs that are named for cleaning are believed. */
function deletes({ program, name, args }: ShellCommand, { deleted }: Cache): boolean {
  if (program !== 'rm' && program !== 'find') return /clean|purge|slim/i.test(program ?? name?.text ?? '');
  return deleted.test(args.map(({ text }) => text.replace(/\/var\/cache\/apt\S*/, '')).join(' '));
}
