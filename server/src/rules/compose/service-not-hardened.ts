// What protects a service at little cost is not set.
import { builtFrom } from '../../compose/built-from';
import { builtNeeds } from '../../compose/built-needs';
import { booleanOf, type Service, valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import type { Stage } from '../../dockerfile/stages';
import { setsNoNewPrivileges } from '../../rule/daemon-beside';
import type { Report } from '../../rule/finding';
import { type Hardening, harden, missingHardening } from '../../rule/hardening';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'service-not-hardened',
  title: 'Service is not hardened',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  reportsAbsence: true,
  references: [
    { cis: '5.4' },
    { cis: '5.11' },
    { cis: '5.12' },
    { cis: '5.13' },
    { cis: '5.26' },
    { cis: '5.29' },
    { cwe: 250 },
    { cwe: 770 },
  ],
  docs: {
    why: 'Whoever takes over a service has what it may do: the default capabilities, setuid programs, a file system to leave things in, all memory and processors of the host. Most services need none of that.\n\nThe quick fix adds what is missing: `cap_drop: [ALL]` with the capabilities that the image, or the base of the Dockerfile that is built, is known to need, or else those that a start as root mostly needs; `no-new-privileges`; `read_only` with tmpfs where the image is known to write, or else `/tmp` and `/run`; an unprivileged user of the image where it has one; limits to begin with. Start the service once and look at its log: an image may need more.\n\nThe profile `strict` reports each by itself.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    user: nginx\n    cap_drop: [ALL]\n    security_opt: ["no-new-privileges:true"]\n    read_only: true\n    tmpfs: [/tmp]\n    mem_limit: 512m\n    cpus: 1\n    pids_limit: 256\n',
    limits:
      'A user counts as missing only where the image is known to start as root and to stay so. Privileged services are left alone: nothing of this would hold. `no-new-privileges` is not missing where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) sets it for all containers. A VOLUME of the Dockerfile gets no tmpfs: the engine puts a volume there that can be written to. In a swarm `security_opt` is not counted. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service, { facts }) {
    if (service.isPartial || !isOwnService(service) || booleanOf(valueOf(service, 'privileged')) === true) return;
    if (valueOf(service, 'provider')) return;
    const missing = missingHardening(service, facts.images);
    if (missing.length === 0) return;
    yield { ...lacking(service, missing), fixes: harden(service, facts.images, missing) };
  },

  beside(report, service, { uri, files, facts }) {
    const stage = builtFrom(service, uri, files)?.placed.stage;
    const isGiven = setsNoNewPrivileges(uri, files);
    if (!stage && !isGiven) return report;
    const missing = missingHardening(service, facts.images).filter((what) => !isGiven || what !== 'no-new-privileges');
    if (missing.length === 0) return undefined;
    const known = seen.get(report);
    if (known?.stage === stage && known?.isGiven === isGiven) return known.left;
    const fixes = harden(service, facts.images, missing, stage && builtNeeds(stage, facts.images));
    const left = { ...lacking(service, missing), fixes };
    seen.set(report, { stage, isGiven, left });
    return left;
  },
});

const lacking = (service: Service, missing: readonly Hardening[]): Omit<Report, 'fixes'> => ({
  range: service.nameRange,
  message: `'${service.name}' lacks ${missing.join(', ')}; harden it`,
});

/** What was left of a report the last time. */
const seen = new WeakMap<Report, { stage: Stage | undefined; isGiven: boolean; left: Report }>();
