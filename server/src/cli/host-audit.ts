// The audit of a host with the rules on daemon.json, for the command line and the editor.
import { auditHost, type HostAudit } from '../host/audit';
import { type HostFilesOptions, hostFiles } from '../host/host-files';
import { bundledImageFacts } from '../image/facts';
import { DaemonLinter } from '../lint/daemon-linter';
import { daemonRules } from '../rules/daemon.generated';

/** Each setting says for itself that it is missing: what counts them would say it twice. */
const RULES = daemonRules.filter(({ id }) => id !== 'daemon-not-hardened');

export interface AuditedHostOptions extends HostFilesOptions {
  /** A date. */
  readonly today?: string;
}

export function auditedHost(root: string, options: AuditedHostOptions = {}): HostAudit {
  const { today = new Date().toISOString().slice(0, 10) } = options;
  // A host is judged by everything: what is missing is seen here, and nowhere else.
  const linter = new DaemonLinter({
    rules: RULES,
    facts: { images: bundledImageFacts, today },
    profile: 'strict',
  });
  return auditHost({
    files: hostFiles(root, options),
    today,
    rules: RULES,
    judge: (daemon) => linter.analyse('file:///etc/docker/daemon.json', daemon).findings,
  });
}
