// The audit of a host: everything that no file of a workspace shows. It reads files and runs nothing.
import type { DaemonFile } from '../daemon/model';
import type { Finding } from '../rule/finding';
import type { DaemonRule } from '../rule/rule';
import { auditRuleResults } from './audit-rules';
import { type HostCheck, type HostResult, REASONS } from './check';
import { versionResults } from './engine-version';
import { groupResults, listenerResults, partitionResults } from './exposure';
import type { HostFiles } from './host-files';
import { ownerResults } from './owners';
import { DAEMON_JSON, type RunningDaemon, runningDaemon, textAt } from './running-daemon';

export interface HostAuditOptions {
  readonly files: HostFiles;
  /** A date. */
  readonly today: string;
  /** Those that the configuration of the daemon is judged by, and what they find in one. */
  readonly rules: readonly DaemonRule[];
  readonly judge: (daemon: DaemonFile) => readonly Finding[];
}

const DATA_ROOT = '/var/lib/docker';
const SIGNS = [
  '/usr/bin/dockerd',
  '/usr/sbin/dockerd',
  '/usr/local/bin/dockerd',
  // Not its folder: others keep theirs in it.
  DAEMON_JSON,
  DATA_ROOT,
  '/run/docker.sock',
];

export interface HostAudit {
  readonly hasDocker: boolean;
  readonly results: readonly HostResult[];
}

export function auditHost({ files, today, rules, judge }: HostAuditOptions): HostAudit {
  const daemon = runningDaemon(files);
  const hasDocker =
    daemon.command !== undefined ||
    SIGNS.some((path) => {
      const answer = files.status(path);
      return 'value' in answer || answer.why === 'permission';
    });
  const results = [
    ...partitionResults(files, textAt(daemon.merged, 'data-root') ?? DATA_ROOT),
    ...groupResults(files),
    ...auditRuleResults(files),
    ...versionResults(files, today),
    ...daemonResults(daemon, rules, judge),
    ...listenerResults(files),
    ...ownerResults(files, {
      authority: textAt(daemon.merged, 'tlscacert'),
      certificate: textAt(daemon.merged, 'tlscert'),
      key: textAt(daemon.merged, 'tlskey'),
    }),
  ];
  return { hasDocker, results: hasDocker ? results : results.map(withoutDocker) };
}

const withoutDocker = ({ check, path }: HostResult): HostResult => ({
  check,
  verdict: 'unknown',
  detail: 'there is no Docker here',
  path,
});

function* daemonResults(
  { json, command, merged }: RunningDaemon,
  rules: readonly DaemonRule[],
  judge: HostAuditOptions['judge'],
): Iterable<HostResult> {
  const why = 'why' in json && json.why !== 'missing' ? json.why : undefined;
  const found = judge(merged);
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  for (const { rule, message, range, severity } of found) {
    const info = known.get(rule);
    const cis = info?.references.find((reference) => reference.cis !== undefined)?.cis;
    const check: HostCheck = { id: rule, title: info?.title ?? 'The daemon can read its configuration', cis, severity };
    // What is missing may stand where nothing could be read.
    if (why !== undefined && severity === 'hint') {
      yield { check, verdict: 'unknown', detail: `daemon.json: ${REASONS[why]}`, path: DAEMON_JSON };
      continue;
    }
    const isOfCommand = range.start.line >= merged.lines.length;
    const where = isOfCommand ? `${command?.[range.start.character] ?? 'the command line'}: ` : '';
    yield { check, verdict: 'fail', detail: where + message, ...(isOfCommand ? {} : { path: DAEMON_JSON }) };
  }
  const ids = new Set(found.map(({ rule }) => rule));
  for (const { id, title, references, severity } of rules) {
    const cis = references.find((reference) => reference.cis !== undefined)?.cis;
    if (ids.has(id) || cis === undefined) continue;
    const check = { id, title, cis, severity };
    if (why === undefined)
      yield { check, verdict: 'pass', detail: command ? 'not so here' : 'not so in daemon.json; no daemon runs' };
    else yield { check, verdict: 'unknown', detail: `daemon.json: ${REASONS[why]}`, path: DAEMON_JSON };
  }
}
