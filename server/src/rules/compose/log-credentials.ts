// A token of the log service in the file, or logs in clear text.
import { valueOf } from '../../compose/model';
import { HOLE } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'log-credentials',
  title: 'Log service by token or in clear text',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 798 }],
  docs: {
    why: 'A token in the options of logging stands in the file for everybody who has it; what is sent by udp or plain tcp can be read on the way.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: splunk\n      options:\n        splunk-token: 1c9f3d52-8d0b-4c5f-9a3e-2f1f0f6f6a11\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: splunk\n      options:\n        splunk-token: ${SPLUNK_TOKEN:?}\n',
    limits:
      'Addresses on this machine are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const options = valueOf(service, 'logging', 'options');
    if (options?.kind !== 'mapping') return;
    for (const [name, node] of options.entries) {
      if (node.kind !== 'scalar' || !isHere(service, node)) continue;
      if (/token|credentials|secret/.test(name) && node.shipped !== '' && !node.shipped.includes(HOLE)) {
        const range = placeOf(service, node);
        yield {
          range,
          message: `the value of '${name}' is readable to all who have the file; take it from a variable`,
          masked: [range],
        };
      } else if (
        /^(?:syslog|gelf|fluentd)-address$/.test(name) &&
        /^(?:udp|tcp):\/\/(?!localhost|127\.|\[?::1)/.test(node.text)
      ) {
        yield {
          range: placeOf(service, node),
          severity: 'info',
          message: 'logs leave this host unencrypted; use an address with TLS',
        };
      }
    }
  },
});
