// `hullwright parse --compose FILE…`: the services of a Compose file as they would run, in the form that compose-go writes. A
// debugging aid, and what differential tests against Compose compare. Variables that nothing sets are empty.
import { namedEntries, namesOf } from '../compose/merge';
import type { Project } from '../compose/model';
import { splitMount } from '../compose/mounts';
import type { Mapping, Node } from '../compose/node';
import { isNull, type Plain, plainOf } from '../compose/nodes';
import { readPort } from '../compose/port-syntax';
import { readProject } from '../compose/project';
import { bytesOf, secondsOf } from '../compose/quantities';
import { cleanPath } from '../compose/unique';
import type { Files } from '../text/files';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { [key: string]: Json };

export type ParsedCompose = { readonly services: Readonly<Record<string, JsonObject>> } | { readonly error: string };

/** The file as a project of its own. */
export function parsedCompose(uri: string, text: string, files: Files): ParsedCompose {
  return parsedProject(readProject({ uri, text, files, load: [uri] }));
}

export function parsedProject(project: Project): ParsedCompose {
  if (project.refusal !== undefined) return { error: project.refusal };
  const services = [...project.all.values()].map(({ name, body }): [string, JsonObject] => [name, parsedService(body)]);
  return { services: Object.fromEntries(services) };
}

const TEXTS: readonly string[] = [
  ...[
    'image',
    'restart',
    'user',
    'network_mode',
    'pid',
    'ipc',
    'uts',
    'userns_mode',
    'cgroup',
    'cgroup_parent',
    'runtime',
  ],
  ...['cpuset', 'mac_address', 'domainname', 'volume_driver'],
];
const FLAGS: readonly string[] = ['privileged', 'read_only', 'oom_kill_disable', 'use_api_socket'];
const NUMBERS: readonly string[] = [
  'pids_limit',
  'cpu_count',
  'cpu_percent',
  'cpu_period',
  'cpu_quota',
  'cpu_shares',
  'cpus',
  'oom_score_adj',
];
const SIZES: readonly string[] = ['mem_limit', 'mem_reservation', 'memswap_limit', 'mem_swappiness'];
const LISTS: readonly string[] = [
  'cap_add',
  'cap_drop',
  'security_opt',
  'group_add',
  'tmpfs',
  'device_cgroup_rules',
  'volumes_from',
];

function parsedService(body: Mapping): JsonObject {
  const out: JsonObject = {};
  const put = (key: string, value: Json | undefined): void => {
    const isEmpty = value === undefined || value === null || value === '' || value === false || value === 0;
    if (!isEmpty && !(Array.isArray(value) && value.length === 0)) out[key] = value;
  };
  const of = (key: string): Node | undefined => body.entries.get(key);
  for (const key of TEXTS) put(key, textIn(of(key)));
  for (const key of FLAGS) put(key, isTrue(of(key)));
  for (const key of NUMBERS) put(key, numberIn(of(key)));
  for (const key of SIZES) put(key, sizeIn(of(key)));
  for (const key of LISTS) put(key, textsIn(of(key)));
  put('build', buildIn(of('build')));
  put('deploy', deployIn(of('deploy')));
  put('devices', itemsIn(of('devices')).map(deviceIn));
  put('environment', pairsIn(of('environment'), null));
  put('extra_hosts', hostsIn(of('extra_hosts')));
  put('networks', networksIn(body));
  put('ports', portsIn(of('ports')));
  for (const [key, folder] of [
    ['secrets', '/run/secrets/'],
    ['configs', undefined],
  ] as const) {
    put(
      key,
      itemsIn(of(key)).map((item) => grantIn(item, folder)),
    );
  }
  put('sysctls', pairsIn(of('sysctls'), ''));
  put('ulimits', ulimitsIn(of('ulimits')));
  put('volumes', itemsIn(of('volumes')).map(mountIn));
  return out;
}

const itemsIn = (node: Node | undefined): readonly Node[] => (node?.kind === 'sequence' ? node.items : []);

/** A number where a text is wanted is written out. */
function textIn(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.unset === null) return undefined;
  return typeof node.unset === 'string' && node.certainty !== 'known'
    ? node.unset
    : typeof node.unset === 'string'
      ? node.unset
      : node.text;
}

/** Dates and numbers in a map of texts are written as Go does. */
const writtenIn = (node: Node | undefined): string | undefined =>
  node?.kind !== 'scalar' || node.unset === null
    ? undefined
    : typeof node.unset === 'string' && node.written.includes('$')
      ? node.unset
      : node.text;

const isTrue = (node: Node | undefined): boolean =>
  node?.kind === 'scalar' && (node.unset === true || /^(?:true|yes|y|on)$/i.test(String(node.unset)));

function numberIn(node: Node | undefined): number | undefined {
  if (node?.kind !== 'scalar' || node.unset === null || typeof node.unset === 'boolean') return undefined;
  const number = Number(node.unset);
  return Number.isNaN(number) ? undefined : singlePrecision(number);
}

/** The shortest decimal that means the same number of single precision. */
function singlePrecision(number: number): number {
  if (Number.isInteger(number)) return number;
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === Math.fround(number)) return short;
  }
  return number;
}

function sizeIn(node: Node | undefined): string | undefined {
  const text = writtenIn(node);
  const bytes = text === undefined ? undefined : bytesOf(text);
  return bytes === undefined || bytes === 0 ? undefined : String(bytes);
}

const textsIn = (node: Node | undefined): readonly string[] =>
  node?.kind === 'scalar'
    ? [textIn(node)].filter((text) => text !== undefined)
    : itemsIn(node).map((item) => textIn(item) ?? '');

function pairsIn(node: Node | undefined, absent: null | ''): JsonObject | undefined {
  if (!node || isNull(node)) return undefined;
  const pairs = namedEntries(node).map(([name, value]): [string, Json] => [name, writtenIn(value) ?? absent]);
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function hostsIn(node: Node | undefined): readonly string[] {
  if (node?.kind === 'mapping') {
    return [...node.entries]
      .flatMap(([host, value]) => textsIn(value).map((ip) => `${host}=${unbracketed(ip)}`))
      .sort();
  }
  return itemsIn(node)
    .flatMap((item) => {
      const text = textIn(item) ?? '';
      const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
      return text
        .slice(at + 1)
        .split(',')
        .map((ip) => `${text.slice(0, at)}=${unbracketed(ip)}`);
    })
    .sort();
}

const unbracketed = (ip: string): string => ip.replace(/^\[(.+)\]$/, '$1');

function networksIn(body: Mapping): Json | undefined {
  const node = body.entries.get('networks');
  const isOff = body.entries.has('network_mode') || body.entries.has('provider');
  const entries = node && !isNull(node) ? [...namesOf(node).entries] : [];
  if (entries.length === 0) return isOff ? undefined : { default: null };
  return Object.fromEntries(entries.map(([name, value]) => [name, isNull(value) ? null : clean(plainOf(value))]));
}

/** Without what is empty. */
function clean(plain: Plain): Json {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map(clean);
  const kept = Object.entries(plain).filter(
    ([key, value]) => value !== null && value !== '' && value !== false && !key.startsWith('x-'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, clean(value)]));
}

/** Each port by itself; one that is the same as an earlier one stands in its place. */
function portsIn(node: Node | undefined): readonly JsonObject[] {
  const ports = new Map<string, JsonObject>();
  for (const item of itemsIn(node)) {
    for (const port of item.kind === 'mapping' ? [longPort(item)] : shortPorts(item)) {
      ports.set(`${port.host_ip ?? '0.0.0.0'}:${port.published ?? ''}:${port.target}/${port.protocol ?? 'tcp'}`, port);
    }
  }
  return [...ports.values()];
}

function shortPorts(item: Node): JsonObject[] {
  const reading = readPort(textIn(item) ?? '');
  if ('error' in reading) return [];
  return reading.bindings.map(({ hostIp, published, target, protocol }) => ({
    mode: 'ingress',
    ...(hostIp === '' ? {} : { host_ip: hostIp }),
    target,
    ...(published === '' ? {} : { published }),
    protocol,
  }));
}

function longPort({ entries }: Mapping): JsonObject {
  const out: JsonObject = {};
  for (const key of ['name', 'mode', 'host_ip', 'published', 'protocol', 'app_protocol']) {
    const text = textIn(entries.get(key));
    if (text) out[key] = text;
  }
  return { mode: 'ingress', protocol: 'tcp', ...out, target: numberIn(entries.get('target')) ?? 0 };
}

function mountIn(item: Node): JsonObject {
  return item.kind === 'mapping' ? longMount(item) : shortMount(textIn(item) ?? '', item);
}

function longMount(item: Mapping): JsonObject {
  const out = object(clean(plainOf(item)));
  if (out.target !== undefined) out.target = cleanPath(String(out.target));
  if (isTrue(item.entries.get('read_only'))) out.read_only = true;
  const bind = object(out.bind);
  if (item.entries.get('bind') && !isNull(item.entries.get('bind'))) {
    const isOff = plainAt(item, 'bind', 'create_host_path') === false;
    const { create_host_path: _, ...rest } = bind;
    out.bind = isOff ? { ...rest, create_host_path: false } : rest;
  }
  const tmpfs = item.entries.get('tmpfs');
  if (tmpfs?.kind === 'mapping') {
    const size = sizeIn(tmpfs.entries.get('size'));
    const mode = numberIn(tmpfs.entries.get('mode'));
    out.tmpfs = { ...(size === undefined ? {} : { size }), ...(mode ? { mode } : {}) };
  }
  return out;
}

const isObject = (json: Json | undefined): json is Readonly<JsonObject> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const object = (json: Json | undefined): JsonObject => (isObject(json) ? { ...json } : {});

function plainAt(node: Mapping, key: string, inner: string): Plain | undefined {
  const value = node.entries.get(key);
  const found = value?.kind === 'mapping' ? value.entries.get(inner) : undefined;
  return found && plainOf(found);
}

const PROPAGATIONS: ReadonlySet<string> = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

function shortMount(text: string, item: Node): JsonObject {
  if (text.length <= 2) return { type: 'volume', target: text };
  const parts = splitMount(text);
  const [source, target, options = ''] = parts.length > 1 ? parts : ['', text];
  const isBind = /^(?:[./~]|\\\\|\p{L}:)/u.test(source ?? '');
  const out: JsonObject = { type: isBind ? 'bind' : 'volume' };
  if (source) out.source = movedSource(source, item);
  out.target = cleanPath(target ?? '');
  const bind: JsonObject = {};
  const volume: JsonObject = {};
  for (const option of options.split(',')) {
    if (option === 'ro') out.read_only = true;
    if (option === 'rw') delete out.read_only;
    if (option === 'nocopy') volume.nocopy = true;
    if (PROPAGATIONS.has(option)) bind.propagation = option;
    if (option === 'z' || option === 'Z') bind.selinux = option;
  }
  if (isBind || Object.keys(bind).length > 0) out.bind = bind;
  if (!isBind || volume.nocopy) out.volume = volume;
  return out;
}

/** A path that was taken from another folder is written without the dot in front. */
function movedSource(source: string, item: Node): string {
  const isMoved = item.kind === 'scalar' && item.written.split(':')[0] !== source && !item.written.includes('$');
  return isMoved ? source.replace(/^\.\//, '') : source;
}

function deviceIn(item: Node): JsonObject {
  if (item.kind === 'mapping') return object(clean(plainOf(item)));
  const [source = '', target, permissions = 'rwm'] = (textIn(item) ?? '').split(':');
  return { source, target: target || source, permissions };
}

function grantIn(item: Node, folder: string | undefined): JsonObject {
  if (item.kind !== 'mapping') {
    const source = textIn(item) ?? '';
    return folder === undefined ? { source } : { source, target: folder + source };
  }
  const out: JsonObject = {};
  for (const key of ['source', 'target', 'uid', 'gid']) {
    const text = textIn(item.entries.get(key));
    if (text) out[key] = text;
  }
  if (folder !== undefined) out.target ??= `${folder}${String(out.source)}`;
  const mode = item.entries.get('mode');
  if (mode?.kind === 'scalar' && mode.unset !== null) {
    const bits = typeof mode.unset === 'number' ? mode.unset : Number.parseInt(String(mode.unset), 8);
    out.mode = `0${bits.toString(8)}`;
  }
  return out;
}

function ulimitsIn(node: Node | undefined): JsonObject | undefined {
  if (node?.kind !== 'mapping' || node.entries.size === 0) return undefined;
  return Object.fromEntries(
    [...node.entries].map(([name, value]): [string, Json] => {
      if (value.kind !== 'mapping') return [name, numberIn(value) || {}];
      const both: JsonObject = {};
      for (const key of ['soft', 'hard']) {
        const number = numberIn(value.entries.get(key));
        if (number) both[key] = number;
      }
      return [name, both];
    }),
  );
}

function buildIn(node: Node | undefined): JsonObject | undefined {
  if (!node || isNull(node)) return undefined;
  if (node.kind !== 'mapping') return { context: textIn(node) ?? '', dockerfile: 'Dockerfile' };
  const out = object(clean(plainOf(node)));
  out.context ??= '.';
  if (out.dockerfile_inline === undefined) out.dockerfile ??= 'Dockerfile';
  const args = pairsIn(node.entries.get('args'), null);
  const given = Object.entries(args ?? {}).filter(([, value]) => value !== null);
  delete out.args;
  if (given.length > 0) out.args = Object.fromEntries(given);
  for (const key of ['labels', 'additional_contexts']) {
    const pairs = pairsIn(node.entries.get(key), '');
    if (pairs) out[key] = pairs;
  }
  if (isTrue(node.entries.get('privileged'))) out.privileged = true;
  for (const key of ['no_cache', 'pull']) if (isTrue(node.entries.get(key))) out[key] = true;
  const secrets = itemsIn(node.entries.get('secrets')).map((item) => grantIn(item, undefined));
  if (secrets.length > 0) out.secrets = secrets;
  const ssh = node.entries.get('ssh');
  if (ssh && !isNull(ssh))
    out.ssh = namedEntries(ssh).map(([id, value]) => (writtenIn(value) ? `${id}=${writtenIn(value)}` : id));
  const size = sizeIn(node.entries.get('shm_size'));
  if (size !== undefined) out.shm_size = size;
  for (const key of ['cache_from', 'cache_to', 'tags', 'platforms', 'entitlements']) {
    const texts = textsIn(node.entries.get(key));
    if (texts.length > 0) out[key] = texts;
  }
  return out;
}

function deployIn(node: Node | undefined): JsonObject | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const out = object(clean(plainOf(node)));
  const resources = node.entries.get('resources');
  const parts: JsonObject = {};
  for (const kind of ['limits', 'reservations']) {
    const part = resources?.kind === 'mapping' ? resources.entries.get(kind) : undefined;
    if (part?.kind === 'mapping') parts[kind] = amountsIn(part);
  }
  const replicas = numberIn(node.entries.get('replicas'));
  if (replicas !== undefined) out.replicas = replicas;
  const labels = pairsIn(node.entries.get('labels'), '');
  if (labels) out.labels = labels;
  for (const key of ['update_config', 'rollback_config', 'restart_policy']) {
    const config = node.entries.get(key);
    if (config?.kind === 'mapping') out[key] = policyIn(config);
  }
  return { ...out, resources: parts, placement: object(out.placement) };
}

function amountsIn(part: Mapping): JsonObject {
  const out: JsonObject = {};
  const cpus = numberIn(part.entries.get('cpus'));
  if (cpus) out.cpus = cpus;
  const memory = sizeIn(part.entries.get('memory'));
  if (memory !== undefined) out.memory = memory;
  const pids = numberIn(part.entries.get('pids'));
  if (pids) out.pids = pids;
  const devices = itemsIn(part.entries.get('devices')).map((device) => {
    const plain = object(clean(plainOf(device)));
    if (plain.device_ids === undefined) plain.count ??= -1;
    if (plain.count === 'all') plain.count = -1;
    else if (plain.count !== undefined) plain.count = Number(plain.count);
    return plain;
  });
  if (devices.length > 0) out.devices = devices;
  return out;
}

const DURATIONS: ReadonlySet<string> = new Set(['delay', 'monitor', 'window']);

function policyIn(config: Mapping): JsonObject {
  const out: JsonObject = {};
  for (const [key, value] of config.entries) {
    if (key.startsWith('x-') || isNull(value)) continue;
    const seconds = DURATIONS.has(key) ? secondsOf(textIn(value) ?? '') : undefined;
    const number = numberIn(value);
    out[key] = seconds === undefined ? (number ?? textIn(value) ?? '') : durationText(seconds);
  }
  return out;
}

/** As Go writes a time. */
function durationText(seconds: number): string {
  if (seconds === 0) return '0s';
  if (seconds < 1)
    return seconds >= 1e-3 ? `${Number((seconds * 1e3).toFixed(6))}ms` : `${Number((seconds * 1e6).toFixed(3))}µs`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}
