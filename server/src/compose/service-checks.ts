// What Compose refuses of a service by itself: values that it can't read, and keys that contradict each other.

import { isAddress } from './addresses';
import type { Problem, ProblemKind } from './model';
import { valueAt } from './model';
import { mountError } from './mount-syntax';
import type { Mapping, Node, Scalar } from './node';
import { isNull, stringOf } from './nodes';
import { readPort } from './port-syntax';
import { bytesOf, secondsOf } from './quantities';
import { quoted } from './quoted';
import { mountTarget, NAMED_LISTS } from './unique';
import { splitWords } from './words-syntax';

/** Hears of what is refused, and where. */
type Refuse = (at: Node, message: string, kind?: ProblemKind) => void;

/** A problem with the value that it is about. */
export interface ProblemAt {
  readonly at: Node;
  readonly problem: Problem;
}

export function serviceProblems(body: Mapping): readonly ProblemAt[] {
  const problems: ProblemAt[] = [];
  checkService(body, (at, message, kind = 'invalid') => {
    // A value that a variable makes may be right where the variable is set.
    const isOpen = at.kind === 'scalar' && at.certainty === 'unknown';
    const problem: Problem = {
      kind: isOpen ? 'variable' : kind,
      severity: isOpen ? 'info' : 'error',
      message: isOpen ? `with its variable unset: ${message}` : message,
      range: at.origin.use ?? at.origin.range,
    };
    problems.push({ at, problem });
  });
  return problems;
}

function checkService(body: Mapping, refuse: Refuse): void {
  for (const key of NAMED_LISTS) checkTexts(body.entries.get(key), refuse);
  for (const item of items(body, 'ports')) checkPort(item, refuse);
  for (const item of items(body, 'volumes')) checkVolume(item, refuse);
  for (const item of items(body, 'devices')) checkDevice(item, refuse);
  for (const item of namesOrItems(body.entries.get('environment'))) checkName(item, refuse);
  checkHosts(body.entries.get('extra_hosts'), refuse);
  checkBuild(body.entries.get('build'), refuse);
  for (const key of SIZES) checkQuantity(valueAt(body, ...key), bytesOf, 'a size: write 512m or 1g', refuse);
  for (const key of TIMES) checkQuantity(valueAt(body, ...key), secondsOf, 'a time: write 30s or 1m30s', refuse);
  for (const key of ['command', 'entrypoint']) checkWords(body.entries.get(key), refuse);
  checkTogether(body, refuse);
}

const SIZES: readonly (readonly string[])[] = [
  ...['mem_limit', 'mem_reservation', 'memswap_limit', 'mem_swappiness', 'shm_size'].map((key) => [key]),
  ['build', 'shm_size'],
  ['deploy', 'resources', 'limits', 'memory'],
  ['deploy', 'resources', 'reservations', 'memory'],
];

const TIMES: readonly (readonly string[])[] = [
  ['stop_grace_period'],
  ...['interval', 'timeout', 'start_period', 'start_interval'].map((key) => ['healthcheck', key]),
  ...['delay', 'monitor'].map((key) => ['deploy', 'update_config', key]),
  ...['delay', 'monitor'].map((key) => ['deploy', 'rollback_config', key]),
  ...['delay', 'window'].map((key) => ['deploy', 'restart_policy', key]),
];

const items = (body: Mapping, key: string): readonly Node[] => {
  const node = body.entries.get(key);
  return node?.kind === 'sequence' ? node.items : [];
};

const namesOrItems = (node: Node | undefined): readonly Node[] => (node?.kind === 'sequence' ? node.items : []);

function checkTexts(node: Node | undefined, refuse: Refuse): void {
  for (const item of namesOrItems(node)) {
    if (item.kind !== 'scalar') refuse(item, 'must be a text: write KEY=value');
    else if (typeof item.unset !== 'string') refuse(item, 'must be a text: quote it');
  }
}

function checkPort(item: Node, refuse: Refuse): void {
  if (item.kind === 'mapping') {
    if (!item.entries.has('target')) refuse(item, 'a port needs its target: the port of the container');
    const ip = item.entries.get('host_ip');
    const text = stringOf(ip);
    if (ip && text !== undefined && !isAddress(text)) refuse(ip, `${quoted(text)} is no IP address`);
    return;
  }
  if (item.kind !== 'scalar' || (typeof item.unset !== 'string' && typeof item.unset !== 'number')) return;
  const reading = readPort(typeof item.unset === 'number' ? String(Math.trunc(item.unset)) : item.unset, 1);
  if ('error' in reading) refuse(item, reading.error);
}

function checkVolume(item: Node, refuse: Refuse): void {
  if (item.kind === 'mapping') {
    if (stringOf(item.entries.get('target')) === undefined)
      refuse(item, 'a volume needs its target: where it is mounted');
    return;
  }
  const text = stringOf(item);
  const error = text === undefined ? undefined : mountError(text);
  if (error !== undefined) refuse(item, error);
}

function checkDevice(item: Node, refuse: Refuse): void {
  const text = stringOf(item);
  if (text !== undefined && text.split(':').length > 3)
    refuse(item, `${quoted(text)} has too many colons: write source, target and permissions`);
}

function checkName(item: Node, refuse: Refuse): void {
  const name = stringOf(item)?.split('=', 1)[0];
  if (name !== undefined && /\s$/.test(name)) refuse(item, `'${name.trim()}' is followed by a blank: take it out`);
}

function checkHosts(node: Node | undefined, refuse: Refuse): void {
  for (const item of namesOrItems(node)) {
    const text = stringOf(item);
    if (text === undefined) continue;
    const separator = text.includes('=') ? '=' : ':';
    const host = text.split(separator, 1)[0] ?? '';
    if (!text.includes(separator)) refuse(item, `${quoted(text)} has no address: write host=address`);
    else if (host === '' || /[:=]/.test(host)) refuse(item, `${quoted(host)} is no name of a host`);
  }
}

function checkBuild(node: Node | undefined, refuse: Refuse): void {
  if (node?.kind !== 'mapping') return;
  for (const key of ['args', 'labels']) checkTexts(node.entries.get(key), refuse);
  for (const item of namesOrItems(node.entries.get('additional_contexts'))) {
    const text = stringOf(item);
    if (text !== undefined && !text.includes('=')) refuse(item, `${quoted(text)} has no value: write name=context`);
  }
  for (const item of namesOrItems(node.entries.get('ssh'))) {
    const text = stringOf(item);
    if (text !== undefined && !text.includes('=') && text !== 'default')
      refuse(item, `${quoted(text)} must be default, or id=path`);
  }
  const inline = node.entries.get('dockerfile_inline');
  if (inline && node.entries.get('dockerfile')) refuse(inline, 'dockerfile and dockerfile_inline exclude each other');
}

function checkQuantity(
  node: Node | undefined,
  read: (text: string) => number | undefined,
  what: string,
  refuse: Refuse,
): void {
  const text = stringOf(node);
  if (node && text !== undefined && read(text) === undefined) refuse(node, `${quoted(text)} is not ${what}`);
}

function checkWords(node: Node | undefined, refuse: Refuse): void {
  const text = stringOf(node);
  if (node && text !== undefined && splitWords(text).isInvalid)
    refuse(node, 'a quote or a bracket is not closed: write the command as a list');
}

/** Keys that contradict each other. */
function checkTogether(body: Mapping, refuse: Refuse): void {
  const networkMode = body.entries.get('network_mode');
  const networks = body.entries.get('networks');
  const hasNetworks =
    networks?.kind === 'mapping'
      ? networks.entries.size > 0
      : networks?.kind === 'sequence' && networks.items.length > 0;
  if (networkMode && !isNull(networkMode) && stringOf(networkMode) !== '' && networks && hasNetworks) {
    refuse(networkMode, 'network_mode and networks exclude each other');
  }
  for (const [key, limit, kind] of LIMITS) {
    const own = body.entries.get(key);
    const deployed = valueAt(body, 'deploy', 'resources', kind);
    if (own?.kind !== 'scalar' || deployed?.kind !== 'mapping') continue;
    const amount = amountOf(own);
    const other = deployed.entries.get(limit);
    const otherAmount = other?.kind === 'scalar' ? amountOf(other) : 0;
    if (amount === undefined || amount === 0 || otherAmount === undefined || otherAmount === amount) continue;
    refuse(own, `${key} and deploy.resources.${kind}.${limit} must not differ`);
  }
  checkScale(body, refuse);
  checkTest(valueAt(body, 'healthcheck', 'test'), refuse);
  checkTargets(body, refuse);
}

const LIMITS = [
  ['cpus', 'cpus', 'limits'],
  ['mem_limit', 'memory', 'limits'],
  ['mem_reservation', 'memory', 'reservations'],
  ['pids_limit', 'pids', 'limits'],
] as const;

function amountOf({ unset }: Scalar): number | undefined {
  if (typeof unset === 'number') return unset;
  if (typeof unset !== 'string') return undefined;
  const number = Number(unset);
  return unset === '' || Number.isNaN(number) ? bytesOf(unset) : number;
}

function checkScale(body: Mapping, refuse: Refuse): void {
  const scale = body.entries.get('scale');
  const replicas = valueAt(body, 'deploy', 'replicas');
  const [one, two] = [scale, replicas].map((node) =>
    node?.kind === 'scalar' && typeof node.unset === 'number' ? node.unset : undefined,
  );
  if (scale && one !== undefined && two !== undefined && one !== two)
    refuse(scale, 'scale and deploy.replicas must not differ');
  for (const [node, count] of [
    [scale, one],
    [replicas, two],
  ] as const) {
    if (node && count !== undefined && count < 0) refuse(node, 'must not be negative');
  }
  const name = body.entries.get('container_name');
  const count = one ?? two ?? 1;
  if (name && count > 1 && !isNull(name) && stringOf(name) !== '') {
    refuse(name, 'more than one container can not have one container_name');
  }
}

function checkTest(test: Node | undefined, refuse: Refuse): void {
  if (test?.kind !== 'sequence') return;
  const [first] = test.items;
  const how = stringOf(first);
  if (first && how !== undefined && !['CMD', 'CMD-SHELL', 'NONE'].includes(how)) {
    refuse(first, 'a test begins with CMD, CMD-SHELL or NONE');
  }
}

/** Two things can not be mounted in one place. */
function checkTargets(body: Mapping, refuse: Refuse): void {
  const taken = new Set<string>();
  const mounted = (node: Node, target: string | undefined): void => {
    if (target === undefined) return;
    if (taken.has(target)) refuse(node, `something is mounted at ${quoted(target)} already`);
    taken.add(target);
  };
  const tmpfs = body.entries.get('tmpfs');
  for (const node of tmpfs?.kind === 'sequence' ? tmpfs.items : tmpfs ? [tmpfs] : [])
    mounted(node, stringOf(node)?.split(':', 1)[0]);
  for (const node of items(body, 'volumes')) mounted(node, mountTarget(node));
}
