// The version of the engine that is installed, against the day from which its release gets no more fixes (CIS 1.2.2).
import { type HostCheck, type HostResult, REASONS } from './check';
import type { HostFiles } from './host-files';

const CHECK: HostCheck = {
  id: 'engine-supported',
  title: 'The Docker Engine is a release that still gets fixes',
  cis: '1.2.2',
  severity: 'error',
};

/**
 * The day from which a major release gets no more fixes; one whose end is not announced is not in it. Checked on 2026-11-22. Sources:
 * the table of branches of the Moby Project, github.com/moby/moby project/BRANCHES-AND-TAGS.md, whose pull request 52625 ended 28, and
 * endoflife.date/docker-engine for the days.
 */
const ENDED: ReadonlyMap<number, string> = new Map([
  [20, '2023-12-10'],
  [23, '2025-05-19'],
  [24, '2024-06-08'],
  [26, '2025-02-17'],
  [27, '2025-05-03'],
  [28, '2026-05-13'],
]);
/** All before it ended earlier. */
const OLDEST = 20;
/** Kept for Amazon Linux and Mirantis: its branch has no end yet, but Docker makes no packages of it. */
const OTHERS_KEEP = 25;
/** Docker's own; the others are built by distributions, which fix what they ship as long as they live. */
const OF_DOCKER = 'docker-ce';

export function* versionResults(files: HostFiles, today: string): Iterable<HostResult> {
  const status = files.text('/var/lib/dpkg/status');
  const installed = 'value' in status ? installedIn(status.value) : undefined;
  if (installed === undefined) {
    const isSeen = 'value' in status || status.why === 'missing';
    const detail = isSeen ? 'no file says which version is installed' : REASONS[status.why];
    yield { check: CHECK, verdict: 'unknown', detail };
    return;
  }
  const { name, version } = installed;
  const major = Number.parseInt(version, 10);
  const end = ENDED.get(Math.max(major, OLDEST));
  if (major === OTHERS_KEEP) {
    yield { check: CHECK, verdict: 'unknown', detail: `${version}: who provides it may still fix it` };
  } else if (end === undefined || today < end) {
    yield { check: CHECK, verdict: 'pass', detail: `${version} is installed` };
  } else if (name !== OF_DOCKER) {
    const detail = `${version} ended on ${end}; it is ${name} of the distribution, which may still fix it`;
    yield { check: CHECK, verdict: 'unknown', detail };
  } else {
    const since = major < OLDEST ? '' : ` since ${end}`;
    yield { check: CHECK, verdict: 'fail', detail: `${version} gets no more fixes${since}; install a current release` };
  }
}

interface Installed {
  /** Of the package. */
  readonly name: string;
  readonly version: string;
}

/** Out of the list of packages of Debian and its like: without the epoch, and what the distribution puts behind. */
function installedIn(status: string): Installed | undefined {
  for (const entry of status.split('\n\n')) {
    const name = /^Package: (docker-ce|docker\.io|moby-engine)$/m.exec(entry)?.[1];
    if (name === undefined) continue;
    if (!/^Status: .*\binstalled$/m.test(entry)) continue;
    const version = /^Version: (?:\d+:)?(\d+(?:\.\d+)*)/m.exec(entry)?.[1];
    if (version !== undefined) return { name, version };
  }
  return undefined;
}
