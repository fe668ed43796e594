// A runtime that others may replace.
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-runtime-writable',
  title: 'Runtime in a folder that others may write to',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 426 }],
  docs: {
    why: 'The daemon starts runtimes as root, at each start of a container. Who may write to the file is root with the next one.',
    bad: '{\n  "runtimes": { "custom": { "path": "/home/dev/bin/runc" } }\n}\n',
    good: '{\n  "runtimes": { "custom": { "path": "/usr/local/bin/runc" } }\n}\n',
    limits: 'By the path alone.',
  },
  *file(file) {
    const runtimes = valueOf(file, 'runtimes');
    if (runtimes?.kind !== 'object') return;
    for (const { value } of runtimes.properties) {
      const path = value?.kind === 'object' ? value.properties.findLast(({ key }) => key === 'path') : undefined;
      if (path?.value?.kind !== 'scalar' || typeof path.value.value !== 'string') continue;
      if (!/^\/(?:tmp|var\/tmp|dev\/shm|home|media|mnt)\//.test(path.value.value)) continue;
      yield {
        range: path.range,
        message: 'the daemon runs this as root, and others may replace it; move it below /usr/local/bin',
      };
    }
  },
});
