// "Harden this service": what is missing of the settings that protect it, added at once in the form that the file uses.
import type { BuiltNeeds } from '../compose/built-needs';
import { addEntries, addItem, addToMapping } from '../compose/edits';
import { imageOf } from '../compose/image';
import { limitOf } from '../compose/limits';
import { type Service, valueOf } from '../compose/model';
import { mountsOf, tmpfsOf } from '../compose/mounts';
import { capabilitiesOf, securityOptionsOf, userOf } from '../compose/security';
import { runsOnWindows } from '../compose/windows';
import type { ImageFact, ImageFacts } from '../image/facts';
import { type ImageNeeds, needsOf } from '../image/needs';
import type { TextEdit } from '../text/edit';
import { comparePositions } from '../text/range';
import { fixOf } from './compose-fixes';
import type { Fix } from './finding';

export type Hardening =
  | 'cap_drop: [ALL]'
  | 'no-new-privileges'
  | 'read_only'
  | 'user'
  | 'memory limit'
  | 'CPU limit'
  | 'pids limit';

type Needs = ImageNeeds & Partial<BuiltNeeds>;

/** What an image that starts as root mostly needs to change owners and to go on as another user. */
const START_AS_ROOT = ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'];
const WRITES = ['/tmp', '/run'];
const KEYS = [
  'user',
  'cap_drop',
  'cap_add',
  'security_opt',
  'read_only',
  'tmpfs',
  'deploy',
  'mem_limit',
  'cpus',
  'pids_limit',
];

/** In the order in which it is told. */
export function missingHardening(service: Service, images: ImageFacts): readonly Hardening[] {
  const { isSwarm } = service;
  const limits: [Hardening, boolean][] = [
    ['memory limit', !limitOf(service, 'memory')],
    ['CPU limit', !limitOf(service, 'cpus')],
  ];
  if (runsOnWindows(service)) return limits.flatMap(([what, isMissing]) => (isMissing ? [what] : []));
  const missing: [Hardening, boolean][] = [
    ['cap_drop: [ALL]', !capabilitiesOf(service, 'cap_drop').some(({ name }) => name === 'ALL')],
    ['no-new-privileges', !isSwarm && !securityOptionsOf(service).some(({ name }) => name === 'no-new-privileges')],
    ['read_only', valueOf(service, 'read_only') === undefined],
    ['user', unprivilegedUser(service, images) !== undefined],
    ...limits,
    ['pids limit', !limitOf(service, 'pids')],
  ];
  return missing.flatMap(([what, isMissing]) => (isMissing ? [what] : []));
}

const factOf = (service: Service, images: ImageFacts): ImageFact | undefined => {
  const reference = valueOf(service, 'build') ? undefined : imageOf(service)?.reference;
  return reference && images.of(reference);
};

/** A user to run as, of an image that starts as root, stays so and has another one. */
function unprivilegedUser(service: Service, images: ImageFacts): string | undefined {
  const fact = factOf(service, images);
  const isRoot = fact?.user === undefined || fact.user === '' || fact.user === 'root' || fact.user === '0';
  return valueOf(service, 'user') || !isRoot || fact?.dropsRoot ? undefined : fact?.unprivilegedUser;
}

/** Lines of new keys, and edits of what is there. */
interface Additions {
  readonly lines: string[];
  readonly edits: (TextEdit | undefined)[];
}

/** `built` is what a Dockerfile tells of what the service builds. */
export function harden(
  service: Service,
  images: ImageFacts,
  missing: readonly Hardening[],
  built: BuiltNeeds | undefined = undefined,
): Fix[] {
  const is = new Set(missing);
  const reference = valueOf(service, 'build') ? undefined : imageOf(service)?.reference;
  const needs: Needs = built ?? (reference ? needsOf(reference.name) : {});
  const user = is.has('user') ? unprivilegedUser(service, images) : undefined;
  const additions: Additions = { lines: user === undefined ? [] : [`user: ${user}`], edits: [] };
  if (is.has('cap_drop: [ALL]')) addCapabilities(service, neededBy(service, images, needs, user), additions);
  if (is.has('no-new-privileges')) addItems(service, 'security_opt', ['no-new-privileges:true'], additions);
  if (is.has('read_only')) addReadOnly(service, needs, additions);
  addLimits(service, is, additions);
  const { lines, edits } = additions;
  const all = lines.length > 0 ? [...edits, addEntries(service, lines)] : edits;
  if (all.some((edit) => edit === undefined)) return [];
  return fixOf('Harden this service', { changes: KEYS }, joined(all.flatMap((edit) => edit ?? [])));
}

/** One that does not start as root needs none, where nothing else is known. */
function neededBy(
  service: Service,
  images: ImageFacts,
  { capabilities, startsAsUser: isBuiltForUser = false }: Needs,
  user: string | undefined,
): readonly string[] {
  const said = userOf(service)?.user;
  const isUser = user !== undefined || (said !== undefined && !/^(?:root|0+)$/.test(said));
  const fact = factOf(service, images);
  const startsAsUser = fact?.user !== undefined && !/^(?:|root|0)(?::.*)?$/.test(fact.user);
  const isBuilt = said === undefined && isBuiltForUser;
  return isUser || startsAsUser || isBuilt
    ? (capabilities ?? []).filter((name) => !START_AS_ROOT.includes(name))
    : (capabilities ?? START_AS_ROOT);
}

function addCapabilities(service: Service, needed: readonly string[], additions: Additions): void {
  addItems(service, 'cap_drop', ['ALL'], additions);
  const given = new Set(capabilitiesOf(service, 'cap_add').map(({ name }) => name));
  const more = needed.filter((name) => !given.has(name));
  if (more.length > 0) addItems(service, 'cap_add', more, additions);
}

function addReadOnly(service: Service, { writes, volumes = [] }: Needs, { lines }: Additions): void {
  lines.push('read_only: true');
  if (valueOf(service, 'tmpfs')) return;
  const mounted = new Set([
    ...volumes,
    ...[...mountsOf(service), ...tmpfsOf(service)].map(({ target }) => target?.replace(/\/$/, '') ?? ''),
  ]);
  const folders = [...new Set([...(writes ?? WRITES), '/tmp'])].filter((folder) => !mounted.has(folder));
  if (folders.length > 0) lines.push('tmpfs:', ...folders.map((folder) => `  - ${folder}`));
}

const LIMITS = [
  ['memory limit', 'mem_limit: 512m', 'memory: 512M'],
  ['CPU limit', 'cpus: "1.0"', 'cpus: "1.0"'],
  ['pids limit', 'pids_limit: 256', 'pids: 256'],
] as const satisfies readonly (readonly [Hardening, string, string])[];

/** Under `deploy` where the service has one, else as keys of its own. */
function addLimits(service: Service, is: ReadonlySet<Hardening>, { lines, edits }: Additions): void {
  const missing = LIMITS.filter(([what]) => is.has(what));
  if (missing.length === 0) return;
  const deployed = missing.map(([, , text]) => text);
  const indented = (depth: number): string[] => deployed.map((line) => '  '.repeat(depth) + line);
  if (!valueOf(service, 'deploy')) lines.push(...missing.map(([, text]) => text));
  else if (valueOf(service, 'deploy', 'resources', 'limits'))
    edits.push(addToMapping(service, ['deploy', 'resources', 'limits'], ...deployed));
  else if (valueOf(service, 'deploy', 'resources'))
    edits.push(addToMapping(service, ['deploy', 'resources'], 'limits:', ...indented(1)));
  else edits.push(addToMapping(service, ['deploy'], 'resources:', '  limits:', ...indented(2)));
}

/** Items of a list, and the list where there is none. */
function addItems(service: Service, key: string, items: readonly string[], { lines, edits }: Additions): void {
  if (!valueOf(service, key)) lines.push(`${key}:`, ...items.map((item) => `  - ${item}`));
  else edits.push(...items.map((item) => addItem(service, [key], item)));
}

/** One edit for each place: what belongs deeper inside comes first. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const depth = ({ newText }: TextEdit): number => /^\n? */.exec(newText)?.[0].length ?? 0;
  const sorted = [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start) || depth(b) - depth(a));
  const result: TextEdit[] = [];
  for (const edit of sorted) {
    const last = result.at(-1);
    if (!last || comparePositions(last.range.start, edit.range.start) !== 0) result.push(edit);
    else result[result.length - 1] = { range: last.range, newText: last.newText + edit.newText };
  }
  return result;
}
