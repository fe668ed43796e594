// Which files are Compose files, by name alone, and which of them are read over another one.

const COMPOSE = /^(?:docker-)?compose(?:[.-].+)?\.ya?ml$|.\.(?:docker-)?compose\.ya?ml$|^docker-stack[^/]*\.ya?ml$/i;
const STACK = /^docker-stack/i;

/** `name` is the last part of a path. */
export const isComposeName = (name: string): boolean => COMPOSE.test(name);

/** `docker stack deploy` is meant to read it. */
export const isStackName = (name: string): boolean => STACK.test(name);

export const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/**
 * base: Compose reads it, and the override beside it, without being told. override: that one. variant: somebody names it, and
 * mostly the base before it. alone: it is read by itself.
 */
export type Role = 'base' | 'override' | 'variant' | 'alone';

export function roleOf(name: string): Role {
  const lower = name.toLowerCase();
  if (BASES.includes(lower)) return 'base';
  if (OVERRIDES.includes(lower)) return 'override';
  return /^(?:docker-)?compose[.-]/.test(lower) ? 'variant' : 'alone';
}

/** Files beside it, the first of which that is there it is read over; for a base the one that is read over it. */
export function companions(name: string): readonly string[] {
  const role = roleOf(name);
  if (role === 'alone') return [];
  if (role === 'base') return OVERRIDES;
  const isOld = name.toLowerCase().startsWith('docker-');
  const own = BASES.filter((base) => base.startsWith('docker-') === isOld);
  return [...own, ...BASES.filter((base) => !own.includes(base))];
}

/** A workflow says when it runs and what; `services` it has within its jobs, or none. */
export const isWorkflow = (topLevel: ReadonlySet<string>): boolean =>
  topLevel.has('jobs') && (topLevel.has('on') || topLevel.has('true'));
