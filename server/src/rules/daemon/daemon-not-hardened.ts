// Settings that protect all containers are not made.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKeys } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-not-hardened',
  title: 'daemon.json is not hardened',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  reportsAbsence: true,
  references: [{ cis: '2.2' }],
  docs: {
    why: 'Three settings protect all containers of a host at once: no traffic between strangers on the default bridge (`icc`), no setuid programs (`no-new-privileges`), logs with an end. The quick fix adds those that are missing.\n\nThe profile `strict` reports each by itself.',
    bad: '{\n  "data-root": "/var/lib/docker"\n}\n',
    good: '{\n  "icc": false,\n  "no-new-privileges": true,\n  "log-driver": "local"\n}\n',
    limits:
      '`userns-remap`, `live-restore` and `userland-proxy` are not part of it: they change what runs already. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root) return;
    const missing = HARDENING.filter(([key]) => !propertyOf(file, key));
    if (missing.length === 0) return;
    yield {
      range: placeOfMissing(root.range),
      message: `not set here: ${missing.map(([key]) => key).join(', ')}; each protects all containers of the host`,
      fixes: addKeys(file, 'Harden daemon.json', missing),
    };
  },
});

const HARDENING: readonly (readonly [key: string, value: unknown])[] = [
  ['icc', false],
  ['no-new-privileges', true],
  ['log-driver', 'local'],
];
