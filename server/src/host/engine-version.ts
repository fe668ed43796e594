// The version of the engine that is installed, against the day from which its release gets no more fixes (CIS 1.2.2).
import { type HostCheck, type HostResult, REASONS } from './check';
import type { HostFiles } from './host-files';

const CHECK: HostCheck = {
  id: 'engine-supported',
  title: 'The Docker Engine is a release that still gets fixes',
  cis: '1.2.2',
  severity: 'error',
};

/** The next major release of each, and when it came: a release gets fixes for one month more. Source: docs.docker.com/engine/release-notes */
const FOLLOWED: ReadonlyMap<number, readonly [next: number, since: string]> = new Map([
  [23, [24, '2023-05-16']],
  [24, [25, '2024-01-19']],
  [26, [27, '2024-06-24']],
  [27, [28, '2025-02-19']],
  [28, [29, '2025-11-10']],
]);
const OLDEST = 23;
/** Others go on with it for longer. */
const LONG_TERM = 25;

export function* versionResults(files: HostFiles, today: string): Iterable<HostResult> {
  const status = files.text('/var/lib/dpkg/status');
  const version = 'value' in status ? installedVersion(status.value) : undefined;
  if (version === undefined) {
    const isSeen = 'value' in status || status.why === 'missing';
    const detail = isSeen ? 'no file says which version is installed' : REASONS[status.why];
    yield { check: CHECK, verdict: 'unknown', detail };
    return;
  }
  const major = Number.parseInt(version, 10);
  const followed = FOLLOWED.get(major);
  if (major < OLDEST) {
    yield { check: CHECK, verdict: 'fail', detail: `${version} gets no more fixes; install a current release` };
  } else if (major === LONG_TERM) {
    yield { check: CHECK, verdict: 'unknown', detail: `${version}: who provides it may still fix it` };
  } else if (followed && today > monthAfter(followed[1])) {
    const detail = `${version} gets no more fixes since ${followed[0]} came (${followed[1]}); install a current release`;
    yield { check: CHECK, verdict: 'fail', detail };
  } else yield { check: CHECK, verdict: 'pass', detail: `${version} is installed` };
}

const monthAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 31 * 86_400_000).toISOString().slice(0, 10);

/** Out of the list of packages of Debian and its like: without the epoch, and what the distribution puts behind. */
function installedVersion(status: string): string | undefined {
  for (const entry of status.split('\n\n')) {
    if (!/^Package: (?:docker-ce|docker\.io|moby-engine)$/m.test(entry)) continue;
    if (!/^Status: .*\binstalled$/m.test(entry)) continue;
    const version = /^Version: (?:\d+:)?(\d+(?:\.\d+)*)/m.exec(entry)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
