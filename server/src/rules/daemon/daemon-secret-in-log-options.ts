// Passwords of the log service in the file.
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-secret-in-log-options',
  title: 'Secret in the options of logging',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 798 }],
  docs: {
    why: 'daemon.json is readable to many, and what is in it is shown by `docker inspect` of each container. A token that stands there can be used by all of them.',
    bad: '{\n  "log-driver": "splunk",\n  "log-opts": { "splunk-token": "1c9f3d52-8d0b-4c5f-9a3e-2f1f0f6f6a11", "splunk-url": "https://splunk.example.com:8088" }\n}\n',
    good: '{\n  "log-driver": "journald"\n}\n',
    limits: 'By the names of the options that take a secret.',
  },
  *file(file) {
    const options = valueOf(file, 'log-opts');
    if (options?.kind !== 'object') return;
    for (const { key, value } of options.properties) {
      if (!SECRETS.has(key) || value?.kind !== 'scalar' || value.value === '') continue;
      yield {
        range: value.range,
        message: `the value of '${key}' is readable to all who may inspect a container; use a driver that needs none`,
        masked: [value.range],
      };
    }
  },
});

const SECRETS: ReadonlySet<string> = new Set([
  'splunk-token',
  'logentries-token',
  'awslogs-credentials',
  'gcp-credentials',
]);
