// A default limit that is none.
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-ulimit-unbounded',
  title: 'Default limit without a limit',
  severity: 'warning',
  confidence: 'high',
  category: 'resources',
  recommended: true,
  references: [{ cis: '2.8' }, { cwe: 770 }],
  docs: {
    why: 'A hard limit of -1 is none: one container can then take all files or processes of the host.',
    bad: '{\n  "default-ulimits": {\n    "nofile": { "Name": "nofile", "Hard": -1, "Soft": -1 }\n  }\n}\n',
    good: '{\n  "default-ulimits": {\n    "nofile": { "Name": "nofile", "Hard": 64000, "Soft": 64000 }\n  }\n}\n',
    limits: '`memlock`, `core` and `stack` are left alone: some databases need them so.',
  },
  *file(file) {
    const limits = valueOf(file, 'default-ulimits');
    if (limits?.kind !== 'object') return;
    for (const { key, value } of limits.properties) {
      if (!COUNTED.has(key) || value?.kind !== 'object') continue;
      const hard = value.properties.findLast((property) => property.key.toLowerCase() === 'hard');
      if (hard?.value?.kind !== 'scalar' || hard.value.value !== -1) continue;
      yield { range: hard.range, message: `one container can take all there is of '${key}'; write a number` };
    }
  },
});

const COUNTED: ReadonlySet<string> = new Set([
  'nofile',
  'nproc',
  'fsize',
  'cpu',
  'locks',
  'memlock',
  'sigpending',
  'msgqueue',
  'as',
  'data',
  'rss',
]);
