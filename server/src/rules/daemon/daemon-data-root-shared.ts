// Images and containers are kept where others may write.
import { propertyOf, scalarOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-data-root-shared',
  title: 'Data kept where others may write',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cis: '1.1.1' }, { cwe: 732 }],
  docs: {
    why: 'In the data folder lie the files of all containers and the secrets in them. Below `/tmp` or a home folder others may change or read them, and what tidies up there may delete them. It should be a partition of its own.',
    bad: '{\n  "data-root": "/tmp/docker"\n}\n',
    good: '{\n  "data-root": "/var/lib/docker"\n}\n',
    limits: 'Whether it is a partition of its own, and who may write, is seen on the host alone.',
  },
  *file(file) {
    for (const key of ['data-root', 'exec-root'] as const) {
      const property = propertyOf(file, key);
      const path = scalarOf(file, key);
      if (!property || typeof path !== 'string' || !SHARED.test(path)) continue;
      if (path.startsWith('/home/') && scalarOf(file, 'rootless') === true) continue;
      yield {
        range: property.range,
        message: 'others may write there; keep it on a partition of its own that root alone can write to',
      };
    }
  },
});

const SHARED = /^\/(?:tmp|var\/tmp|dev\/shm|home|media|run\/user)(?:\/|$)/;
