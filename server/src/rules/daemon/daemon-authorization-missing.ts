// The API can be reached over TCP, and no plugin says who may do what.
import { isLoopback, listenerOf } from '../../daemon/addresses';
import { textsOf, valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-authorization-missing',
  title: 'API on TCP without an authorization plugin',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  reportsAbsence: true,
  references: [{ cis: '2.12' }, { cwe: 862 }],
  docs: {
    why: 'Docker’s own model is all or nothing: whoever may talk to the API may do everything, and so is root on the host. On a daemon that others reach over the network an authorization plugin (OPA, for one) says who may do what.',
    bad: '{\n  "hosts": ["tcp://10.0.0.5:2376"],\n  "tlsverify": true\n}\n',
    good: '{\n  "hosts": ["tcp://10.0.0.5:2376"],\n  "tlsverify": true,\n  "authorization-plugins": ["opa-docker-authz"]\n}\n',
    limits: 'Plugins before 27.1.1 could be passed by (CVE-2024-41110); the version is not seen here.',
  },
  *file(file) {
    if (textsOf(valueOf(file, 'authorization-plugins')).length > 0) return;
    const first = textsOf(valueOf(file, 'hosts')).find(({ text }) => {
      const { scheme, host } = listenerOf(text);
      return scheme === 'tcp' && !isLoopback(host);
    });
    if (!first) return;
    yield {
      range: first.node.range,
      message: 'each client of this API may do everything; an authorization plugin can say who may do what',
    };
  },
});
