// Logs that leave the host unencrypted.
import { isLoopback } from '../../daemon/addresses';
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-log-in-clear',
  title: 'Logs sent in clear text',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.13' }, { cwe: 319 }],
  docs: {
    why: 'What containers log is sent over the network for everybody on the way to read, and to change. syslog can be sent over `tcp+tls://`.',
    bad: '{\n  "log-driver": "syslog",\n  "log-opts": { "syslog-address": "udp://logs.example.com:514" }\n}\n',
    good: '{\n  "log-driver": "syslog",\n  "log-opts": { "syslog-address": "tcp+tls://logs.example.com:6514" }\n}\n',
    limits: 'Addresses on this machine are left alone.',
  },
  *file(file) {
    const options = valueOf(file, 'log-opts');
    if (options?.kind !== 'object') return;
    for (const { key, value } of options.properties) {
      if (!ADDRESSES.has(key) || value?.kind !== 'scalar' || typeof value.value !== 'string') continue;
      const host = /^(?:udp|tcp|http):\/\/(\[[^\]]*\]|[^:/]*)/i.exec(value.value)?.[1];
      if (host === undefined || isLoopback(host.replace(/^\[|\]$/g, ''))) continue;
      yield { range: value.range, message: 'logs leave this host unencrypted; use an address with TLS' };
    }
  },
});

const ADDRESSES: ReadonlySet<string> = new Set(['syslog-address', 'gelf-address', 'fluentd-address', 'splunk-url']);
