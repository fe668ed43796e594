// Commands that may take other versions than the lockfile names: by each package manager's own rules.
import type { PackageManager } from '../shell/package-managers';
import { hasOption } from '../shell/packages';
import { isOff } from '../shell/weakness';
import { settingFor } from './command-environment';
import { inherited } from './inherited-facts';
import { isYarn2, lockfileFor } from './lockfiles';
import { isBareInstall } from './package-caches';
import { type PackageStep, packageStepsOf, stepsByManager } from './package-commands';
import type { Stage } from './stages';

/** What makes it hold to the lockfile: another subcommand, an option, a variable before the command; nothing that is one edit. */
export type Remedy =
  | { readonly subcommand: string }
  | { readonly option: string }
  | { readonly variable: string }
  | { readonly advice: string };

export interface LooseInstall {
  readonly step: PackageStep;
  readonly remedy: Remedy;
}

type Judge = (step: PackageStep, stage: Stage) => Remedy | undefined;

const isGlobal = (step: PackageStep): boolean => hasOption(step, /^(?:-g|--global)$/) || step.before === 'global';
const nothingNamed = ({ operands }: PackageStep): boolean => operands.length === 0;
const isSetOn = (stage: Stage, { at }: PackageStep, ...names: readonly string[]): boolean =>
  names.some((name) => {
    const value = settingFor(stage, at, name);
    return value === null || (value !== undefined && value !== '' && !isOff(value));
  });
const given = (step: PackageStep, names: RegExp): boolean =>
  step.options.some(({ name, value }) => names.test(name) && !isOff(value?.value));

const npm: Judge = (step) => {
  const { verb, subcommand } = step;
  if (isGlobal(step) || hasOption(step, /^--(?:dry-run|package-lock-only)$/)) return undefined;
  if (verb === 'upgrade') return { advice: 'run it before the build, and copy the lockfile' };
  if (verb !== 'install' || !nothingNamed(step)) return undefined;
  if (/^(?:ci|clean-install|install-clean|cit)$/.test(subcommand?.value ?? '') || subcommand?.value === 'add')
    return undefined;
  return hasOption(step, /^--(?:no-)?(?:save|package-lock)|^-[SDEO]$/)
    ? { advice: "use 'npm ci'" }
    : { subcommand: 'ci' };
};

const yarn: Judge = (step, stage) => {
  if (isGlobal(step)) return undefined;
  if (step.verb === 'upgrade') return { advice: 'run it before the build, and copy the lockfile' };
  const isInstall = isBareInstall(step) || (step.subcommand?.value === 'install' && nothingNamed(step));
  if (!isInstall || given(step, /^--(?:frozen-lockfile|immutable|immutable-cache|pure-lockfile)$/)) return undefined;
  if (isSetOn(stage, step, 'YARN_ENABLE_IMMUTABLE_INSTALLS')) return undefined;
  if (isYarn2(stage)) return isSetOn(stage, step, 'CI') ? undefined : { option: '--immutable' };
  return { option: '--frozen-lockfile' };
};

const pnpm: Judge = (step, stage) => {
  if (isGlobal(step)) return undefined;
  if (step.verb === 'upgrade') return { advice: 'run it before the build, and copy the lockfile' };
  if (!/^(?:install|i)$/.test(step.subcommand?.value ?? '') || !nothingNamed(step)) return undefined;
  if (
    given(step, /^--(?:frozen-lockfile|offline)$/) ||
    isSetOn(stage, step, 'PNPM_FROZEN_LOCKFILE', 'npm_config_frozen_lockfile')
  )
    return undefined;
  const isLoosened = hasOption(step, /^--(?:no-frozen-lockfile|frozen-lockfile|no-lockfile|fix-lockfile)$/);
  if (!isLoosened && isSetOn(stage, step, 'CI')) return undefined;
  return isLoosened ? { advice: "use '--frozen-lockfile'" } : { option: '--frozen-lockfile' };
};

const bun: Judge = (step) =>
  /^(?:install|i)$/.test(step.subcommand?.value ?? '') &&
  nothingNamed(step) &&
  !isGlobal(step) &&
  !given(step, /^--frozen-lockfile$/)
    ? { option: '--frozen-lockfile' }
    : undefined;

const pip: Judge = (step, stage) => {
  const isListed = step.verb === 'install' && hasOption(step, /^(?:-r|--requirement|--requirements)$/);
  if (!isListed || hasOption(step, /^--(?:require-hashes|no-index)$/)) return undefined;
  return isSetOn(stage, step, 'PIP_REQUIRE_HASHES', 'UV_REQUIRE_HASHES', 'PIP_NO_INDEX')
    ? undefined
    : { advice: "write digests and '--require-hashes'" };
};

/** `bundle config set frozen true`, in this stage or one that it is built on. */
const isBundleFrozen: (stage: Stage) => boolean = inherited(
  (stage, base = false) =>
    base ||
    packageStepsOf(stage, 'bundle').some(
      ({ subcommand, operands }) =>
        subcommand?.value === 'config' && operands.some(({ value }) => /^(?:frozen|deployment)$/.test(value ?? '')),
    ),
);

const bundle: Judge = (step, stage) => {
  if (step.verb === 'upgrade') return { advice: 'run it before the build, and copy the lockfile' };
  if (step.subcommand && step.verb !== 'install') return undefined;
  if (!step.subcommand && hasOption(step, /^(?:-v|--version|-h|--help)$/)) return undefined;
  if (given(step, /^--(?:frozen|deployment)$/) || isSetOn(stage, step, 'BUNDLE_FROZEN', 'BUNDLE_DEPLOYMENT'))
    return undefined;
  return isBundleFrozen(stage) ? undefined : { variable: 'BUNDLE_FROZEN=true' };
};

const composer: Judge = (step) => {
  if (step.verb !== 'upgrade' || step.before === 'global' || hasOption(step, /^--(?:lock|dry-run)$/)) return undefined;
  return nothingNamed(step) ? { subcommand: 'install' } : { advice: "use 'composer install'" };
};

const python =
  (enforces: RegExp, variables: readonly string[], option: string): Judge =>
  (step, stage) => {
    const name = step.subcommand?.value ?? '';
    const isLoose = (name === 'install' && step.manager !== 'poetry') || (name === 'sync' && step.manager === 'uv');
    const relocks = name === 'update' || name === 'lock';
    if (!(isLoose && nothingNamed(step)) && !relocks) return undefined;
    if (given(step, enforces) || isSetOn(stage, step, ...variables)) return undefined;
    return relocks ? { advice: 'lock before the build, and copy the lockfile' } : { option };
  };

const uv: Judge = (step, stage) =>
  step.before === 'pip'
    ? pip(step, stage)
    : python(/^--(?:locked|frozen|check)$/, ['UV_FROZEN', 'UV_LOCKED'], '--locked')(step, stage);

const cargo: Judge = (step) => {
  if (!/^(?:build|b|run|r|test|t|check|c|fetch|install)$/.test(step.subcommand?.value ?? '')) return undefined;
  return given(step, /^--(?:locked|frozen)$/) ? undefined : { option: '--locked' };
};

const go: Judge = (step, stage) => {
  const name = step.subcommand?.value;
  if (name === 'mod' && step.operands[0]?.value === 'tidy')
    return { advice: 'run it before the build, and copy go.mod and go.sum' };
  const isOwn =
    step.operands.every(({ value }) => value?.startsWith('.')) || lockfileFor(stage, step.at, 'go') !== undefined;
  if (name === 'get' && hasOption(step, /^-u/) && isOwn)
    return { advice: "run it before the build; 'go mod download' takes what go.sum names" };
  return step.options.some(({ name: option, value }) => option === '-mod' && value?.value === 'mod')
    ? { advice: "use '-mod=readonly'" }
    : undefined;
};

const JUDGES: ReadonlyMap<PackageManager, Judge> = new Map<PackageManager, Judge>([
  ['npm', npm],
  ['yarn', yarn],
  ['pnpm', pnpm],
  ['bun', bun],
  ['pip', pip],
  ['uv', uv],
  ['pdm', python(/^--(?:frozen-lockfile|check|frozen)$/, ['PDM_FROZEN_LOCKFILE'], '--frozen-lockfile')],
  ['poetry', python(/^--(?:check)$/, [], '')],
  ['pipenv', python(/^--(?:deploy|ignore-pipfile)$/, ['PIPENV_IGNORE_PIPFILE'], '--deploy')],
  ['bundle', bundle],
  ['composer', composer],
  ['cargo', cargo],
  ['go', go],
]);

export function* looseInstalls(stage: Stage): Iterable<LooseInstall> {
  for (const [manager, steps] of stepsByManager(stage)) {
    const judge = JUDGES.get(manager);
    if (!judge) continue;
    for (const step of steps) {
      const remedy = judge(step, stage);
      if (remedy) yield { step, remedy };
    }
  }
}
