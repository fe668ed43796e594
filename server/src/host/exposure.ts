// Who reaches the daemon, and what its data may fill: listeners, the group docker, the partition of the data.
import { type HostCheck, type HostResult, REASONS } from './check';
import type { HostFiles } from './host-files';
import { groupsOf } from './users';

const PARTITION: HostCheck = {
  id: 'data-partition',
  title: 'Containers have a partition of their own',
  cis: '1.1.1',
  severity: 'warning',
};

export function* partitionResults(files: HostFiles, dataRoot: string): Iterable<HostResult> {
  const mounts = files.text('/proc/self/mountinfo');
  const root = dataRoot.replace(/(.)\/+$/, '$1');
  if (!('value' in mounts)) {
    yield { check: PARTITION, verdict: 'unknown', detail: `the mounts: ${REASONS[mounts.why]}`, path: root };
    return;
  }
  const points = mounts.value.split('\n').map((line) => unescaped(line.split(' ')[4] ?? ''));
  const isOwn = points.includes(root);
  const detail = isOwn ? 'it is mounted by itself' : 'it shares its partition: containers can fill that of the host';
  yield { check: PARTITION, verdict: isOwn ? 'pass' : 'fail', detail, path: root };
}

/** `\040` is a space. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

const GROUP: HostCheck = {
  id: 'docker-group',
  title: 'Nobody is in the group docker who is not meant to be root',
  cis: '1.1.2',
  severity: 'warning',
};

export function* groupResults(files: HostFiles): Iterable<HostResult> {
  const groups = groupsOf(files);
  const path = '/etc/group';
  if (!groups) {
    const answer = files.text(path);
    yield { check: GROUP, verdict: 'unknown', detail: 'why' in answer ? REASONS[answer.why] : '', path };
    return;
  }
  const group = groups.find(({ name }) => name === 'docker');
  if (!group) {
    yield { check: GROUP, verdict: 'unknown', detail: 'there is no group docker', path };
    return;
  }
  const members = group.members.filter((name) => name !== 'root');
  const detail =
    members.length === 0
      ? 'it has no members'
      : `${members.join(', ')}: each is root by it; take out who should not be`;
  yield { check: GROUP, verdict: members.length === 0 ? 'pass' : 'fail', detail, path };
}

const LISTENER: HostCheck = {
  id: 'api-listener',
  title: 'The API does not listen on the network without TLS',
  cis: '2.7',
  severity: 'error',
};

/** A socket that listens, in the tables of the kernel. */
const LISTENS = '0A';
const PLAIN = 2375;

export function* listenerResults(files: HostFiles): Iterable<HostResult> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => ({ path, answer: files.text(path) }));
  const found = tables.find(({ answer }) => 'value' in answer && listens(answer.value, PLAIN));
  if (found) {
    yield {
      check: LISTENER,
      verdict: 'fail',
      detail: `something listens on port ${PLAIN}, Docker's without TLS`,
      path: found.path,
    };
    return;
  }
  const [first] = tables;
  if (first && !('value' in first.answer)) {
    yield { check: LISTENER, verdict: 'unknown', detail: REASONS[first.answer.why], path: first.path };
  } else yield { check: LISTENER, verdict: 'pass', detail: `nothing listens on port ${PLAIN}` };
}

const listens = (table: string, port: number): boolean =>
  table.split('\n').some((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === LISTENS && Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16) === port;
  });
