// A password in the address of a proxy.
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-credentials-in-proxy',
  title: 'Password in the address of a proxy',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 798 }],
  docs: {
    why: 'daemon.json is readable to many, and `docker info` shows addresses of proxies. Put the address into a systemd drop-in that root alone can read.',
    bad: '{\n  "proxies": { "http-proxy": "http://build:s3cr3t-pr0xy@proxy.example.com:3128" }\n}\n',
    good: '{\n  "proxies": { "http-proxy": "http://proxy.example.com:3128" }\n}\n',
    limits: 'A user name alone is left alone.',
  },
  *file(file) {
    const proxies = valueOf(file, 'proxies');
    if (proxies?.kind !== 'object') return;
    for (const { key, value } of proxies.properties) {
      if (value?.kind !== 'scalar' || typeof value.value !== 'string') continue;
      if (!/^[a-z]+:\/\/[^/@:]*:[^/@]+@/i.test(value.value)) continue;
      yield {
        range: value.range,
        message: `the address in '${key}' holds a password that many can read; keep it in a drop-in of root's`,
        masked: [value.range],
      };
    }
  },
});
