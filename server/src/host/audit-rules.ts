// Whether the audit daemon watches what belongs to Docker (CIS 1.1.3 to 1.1.18), by its files of rules.
import { type HostCheck, type HostResult, REASONS } from './check';
import type { HostFiles, Unreadable } from './host-files';

const WATCHED: readonly (readonly [cis: string, ...paths: string[]])[] = [
  ['1.1.3', '/usr/bin/dockerd'],
  ['1.1.4', '/run/containerd'],
  ['1.1.5', '/var/lib/docker'],
  ['1.1.6', '/etc/docker'],
  ['1.1.7', '/usr/lib/systemd/system/docker.service', '/lib/systemd/system/docker.service'],
  ['1.1.8', '/run/containerd/containerd.sock'],
  [
    '1.1.9',
    '/usr/lib/systemd/system/docker.socket',
    '/lib/systemd/system/docker.socket',
    '/run/docker.sock',
    '/var/run/docker.sock',
  ],
  ['1.1.10', '/etc/default/docker'],
  ['1.1.11', '/etc/docker/daemon.json'],
  ['1.1.12', '/etc/containerd/config.toml'],
  ['1.1.13', '/etc/sysconfig/docker'],
  ['1.1.14', '/usr/bin/containerd'],
  ['1.1.15', '/usr/bin/containerd-shim'],
  ['1.1.16', '/usr/bin/containerd-shim-runc-v1'],
  ['1.1.17', '/usr/bin/containerd-shim-runc-v2'],
  ['1.1.18', '/usr/bin/runc'],
];

export function* auditRuleResults(files: HostFiles): Iterable<HostResult> {
  const { watched, why } = watchedPaths(files);
  for (const [cis, ...paths] of WATCHED) {
    const [first = ''] = paths;
    const check: HostCheck = {
      id: `audit-rule-${cis.replaceAll('.', '-')}`,
      title: `The audit daemon watches ${first}`,
      cis,
      severity: 'warning',
    };
    const path = paths.find((each) => 'value' in files.status(each));
    const isWatched = paths.some((each) => isWithin(each, watched));
    if (isWatched) yield { check, verdict: 'pass', detail: 'a rule names it', path: path ?? first };
    else if (path === undefined) yield { check, verdict: 'unknown', detail: REASONS.missing, path: first };
    else if (why !== undefined) yield { check, verdict: 'unknown', detail: `the rules: ${REASONS[why]}`, path };
    else yield { check, verdict: 'fail', detail: `no rule names it; add -w ${path} -k docker`, path };
  }
}

/** A folder that is watched is watched with all that is in it. */
const isWithin = (path: string, watched: ReadonlySet<string>): boolean =>
  [...watched].some((each) => path === each || path.startsWith(`${each}/`));

interface Watched {
  readonly watched: ReadonlySet<string>;
  /** Why some of them could not be read. */
  readonly why: Unreadable | undefined;
}

function watchedPaths(files: HostFiles): Watched {
  const folder = files.names('/etc/audit/rules.d');
  const names = 'value' in folder ? folder.value.filter((name) => name.endsWith('.rules')) : [];
  const paths = ['/etc/audit/audit.rules', ...names.map((name) => `/etc/audit/rules.d/${name}`)];
  const watched = new Set<string>();
  let why: Unreadable | undefined = 'why' in folder && folder.why !== 'missing' ? folder.why : undefined;
  for (const path of paths) {
    const answer = files.text(path);
    if ('value' in answer) for (const each of pathsIn(answer.value)) watched.add(each);
    else if (answer.why !== 'missing') why = answer.why;
  }
  return { watched, why };
}

/** `-w PATH`, `-a … -F path=PATH` and `-F dir=PATH`. */
function* pathsIn(text: string): Iterable<string> {
  for (const line of text.split('\n')) {
    if (/^\s*#/.test(line)) continue;
    for (const [, watch, field] of line.matchAll(/(?:^|\s)(?:-w\s+(\/\S*)|-F\s*(?:path|dir)=(\/\S*))/g)) {
      yield (watch ?? field ?? '').replace(/(.)\/+$/, '$1');
    }
  }
}
