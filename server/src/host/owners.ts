// Owners and permissions of Docker's files (CIS 3): of those that are there.
import { type HostCheck, type HostResult, REASONS } from './check';
import type { HostFiles } from './host-files';
import { groupsOf } from './users';

interface Owned {
  readonly what: string;
  readonly paths: readonly string[];
  readonly owner?: string;
  readonly group?: string;
  readonly ownerCis: string;
  readonly modeCis: string;
  /** At most. */
  readonly mode: number;
}

const UNITS = ['/usr/lib/systemd/system', '/lib/systemd/system', '/etc/systemd/system'];
const within = (folders: readonly string[], name: string): string[] => folders.map((folder) => `${folder}/${name}`);

const OWNED: readonly Owned[] = [
  { what: 'docker.service', paths: within(UNITS, 'docker.service'), ownerCis: '3.1', modeCis: '3.2', mode: 0o644 },
  { what: 'docker.socket', paths: within(UNITS, 'docker.socket'), ownerCis: '3.3', modeCis: '3.4', mode: 0o644 },
  { what: '/etc/docker', paths: ['/etc/docker'], ownerCis: '3.5', modeCis: '3.6', mode: 0o755 },
  {
    what: 'each certificate of a registry',
    paths: ['/etc/docker/certs.d/*/*'],
    ownerCis: '3.7',
    modeCis: '3.8',
    mode: 0o444,
  },
  { what: "the API's CA certificate", paths: [], ownerCis: '3.9', modeCis: '3.10', mode: 0o444 },
  { what: "the API's certificate", paths: [], ownerCis: '3.11', modeCis: '3.12', mode: 0o444 },
  { what: "the API's key", paths: [], ownerCis: '3.13', modeCis: '3.14', mode: 0o400 },
  {
    what: "Docker's socket",
    paths: ['/run/docker.sock', '/var/run/docker.sock'],
    group: 'docker',
    ownerCis: '3.15',
    modeCis: '3.16',
    mode: 0o660,
  },
  { what: 'daemon.json', paths: ['/etc/docker/daemon.json'], ownerCis: '3.17', modeCis: '3.18', mode: 0o644 },
  { what: '/etc/default/docker', paths: ['/etc/default/docker'], ownerCis: '3.19', modeCis: '3.20', mode: 0o644 },
  { what: '/etc/sysconfig/docker', paths: ['/etc/sysconfig/docker'], ownerCis: '3.21', modeCis: '3.22', mode: 0o644 },
  {
    what: "containerd's socket",
    paths: ['/run/containerd/containerd.sock'],
    ownerCis: '3.23',
    modeCis: '3.24',
    mode: 0o660,
  },
];

/** Where the daemon's own configuration says that its certificates are. */
export interface TlsFiles {
  readonly authority?: string;
  readonly certificate?: string;
  readonly key?: string;
}

export function* ownerResults(files: HostFiles, tls: TlsFiles): Iterable<HostResult> {
  const groups = new Map(groupsOf(files)?.map(({ name, id }) => [name, id]));
  const tlsPaths = new Map([
    ['3.9', tls.authority],
    ['3.11', tls.certificate],
    ['3.13', tls.key],
  ]);
  for (const owned of OWNED) {
    const given = tlsPaths.get(owned.ownerCis);
    const paths = (given === undefined ? owned.paths : [given]).flatMap((path) => matching(files, path));
    yield* resultsOf(files, owned, paths, groups);
  }
}

/** `*` stands for any name in a folder. */
function matching(files: HostFiles, pattern: string): string[] {
  const star = pattern.indexOf('/*');
  if (star < 0) return [pattern];
  const folder = pattern.slice(0, star);
  const names = files.names(folder);
  if (!('value' in names)) return [];
  return names.value.flatMap((name) => matching(files, `${folder}/${name}${pattern.slice(star + 2)}`));
}

function* resultsOf(
  files: HostFiles,
  { what, ownerCis, modeCis, mode: most, group = 'root' }: Owned,
  paths: readonly string[],
  groups: ReadonlyMap<string, number>,
): Iterable<HostResult> {
  const slug = what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const owner: HostCheck = {
    id: `owner-of-${slug}`,
    title: `${what} belongs to root:${group}`,
    cis: ownerCis,
    severity: 'error',
  };
  const mode: HostCheck = {
    id: `mode-of-${slug}`,
    title: `${what} has permissions ${octal(most)} or fewer`,
    cis: modeCis,
    severity: 'error',
  };
  const asked = paths.map((path) => ({ path, answer: files.status(path) }));
  const there = asked.find(({ answer }) => 'value' in answer || answer.why !== 'missing');
  if (!there) {
    const detail = REASONS.missing;
    yield { check: owner, verdict: 'unknown', detail };
    yield { check: mode, verdict: 'unknown', detail };
    return;
  }
  const { path, answer } = worst(asked, most) ?? there;
  if (!('value' in answer)) {
    yield { check: owner, verdict: 'unknown', detail: REASONS[answer.why], path };
    yield { check: mode, verdict: 'unknown', detail: REASONS[answer.why], path };
    return;
  }
  const { uid, gid, mode: actual } = answer.value;
  const wanted = group === 'root' ? 0 : groups.get(group);
  if (wanted === undefined) {
    yield { check: owner, verdict: uid === 0 ? 'unknown' : 'fail', detail: `there is no group ${group}`, path };
  } else {
    const isOwned = uid === 0 && (gid === wanted || gid === 0);
    yield { check: owner, verdict: isOwned ? 'pass' : 'fail', detail: `it belongs to ${uid}:${gid}`, path };
  }
  const isTight = (actual & ~most) === 0;
  yield { check: mode, verdict: isTight ? 'pass' : 'fail', detail: `its permissions are ${octal(actual)}`, path };
}

/** Of several the one that fails, or else the first that is known. */
function worst<Asked extends { readonly answer: ReturnType<HostFiles['status']> }>(
  asked: readonly Asked[],
  most: number,
): Asked | undefined {
  const known = asked.filter(({ answer }) => 'value' in answer);
  return (
    known.find(({ answer }) => 'value' in answer && (answer.value.uid !== 0 || (answer.value.mode & ~most) !== 0)) ??
    known[0]
  );
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
