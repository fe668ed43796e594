// Which lockfiles are in a stage, and signs of which yarn it runs.
import type { PackageManager } from '../shell/package-managers';
import { commandsNamed, type StepCommand } from './commands';
import { copiesOf } from './copies';
import { inherited } from './inherited-facts';
import { packageStepsOf } from './package-commands';
import type { Stage } from './stages';

const LOCKFILES: ReadonlyMap<PackageManager, readonly string[]> = new Map<PackageManager, readonly string[]>([
  ['npm', ['package-lock.json', 'npm-shrinkwrap.json']],
  ['yarn', ['yarn.lock']],
  ['pnpm', ['pnpm-lock.yaml']],
  ['bun', ['bun.lock', 'bun.lockb']],
  ['bundle', ['Gemfile.lock', 'gems.locked']],
  ['composer', ['composer.lock']],
  ['poetry', ['poetry.lock']],
  ['pdm', ['pdm.lock']],
  ['pipenv', ['Pipfile.lock']],
  ['uv', ['uv.lock']],
  ['cargo', ['Cargo.lock']],
  ['go', ['go.sum']],
]);
const NAMES: ReadonlySet<string> = new Set([...LOCKFILES.values()].flat());
const YARN_2 = /^(?:\.yarn|\.yarnrc\.yml|\.pnp\.cjs)$/;

interface Brought {
  readonly names: ReadonlySet<string>;
  readonly isYarn2: boolean;
  /** corepack takes the yarn that package.json names. */
  readonly hasCorepack: boolean;
}

const NOTHING: Brought = { names: new Set(), isYarn2: false, hasCorepack: false };

const broughtInto: (stage: Stage) => Brought = inherited((stage, base = NOTHING) => {
  const own = copiesOf(stage).flatMap(({ sourceTexts }) => sourceTexts.flatMap((text) => (text ? baseName(text) : [])));
  const found = own.filter((name) => NAMES.has(name));
  const isYarn2 = base.isYarn2 || own.some((name) => YARN_2.test(name)) || namesYarn2(stage);
  const hasCorepack = base.hasCorepack || commandsNamed(stage, ['corepack']).length > 0;
  if (found.length === 0 && isYarn2 === base.isYarn2 && hasCorepack === base.hasCorepack) return base;
  return { names: found.length > 0 ? new Set([...base.names, ...found]) : base.names, isYarn2, hasCorepack };
});

/** `yarn set version 4`, `npm install -g yarn@berry`. */
const namesYarn2 = (stage: Stage): boolean =>
  packageStepsOf(stage, 'yarn').some(
    ({ subcommand, operands }) => subcommand?.value === 'set' && operands[0]?.value === 'version',
  ) ||
  packageStepsOf(stage, 'npm').some(({ packages }) =>
    packages.some(({ name, version }) => name === 'yarn' && /^(?:[2-9]|berry)/.test(version ?? '')),
  );

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

/** The lockfile of a manager that COPY names, or the mounts of the command's own RUN. */
export function lockfileFor(stage: Stage, at: StepCommand, manager: PackageManager): string | undefined {
  const { names } = broughtInto(stage);
  const isMounted = (name: string): boolean => at.instruction.flags.some(({ text }) => text.includes(name));
  return LOCKFILES.get(manager)?.find((name) => names.has(name) || isMounted(name));
}

/** Whether something in the file says that yarn is version 2 or newer. */
export const isYarn2 = (stage: Stage): boolean => broughtInto(stage).isYarn2;

export function mayBeYarn2(stage: Stage): boolean {
  const { isYarn2: isNamed, hasCorepack } = broughtInto(stage);
  return isNamed || hasCorepack;
}
