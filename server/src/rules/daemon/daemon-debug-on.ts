// Debug mode is switched on.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-debug-on',
  title: 'Debug mode is switched on',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cis: '2.3' }, { cwe: 489 }],
  docs: {
    why: 'In debug mode the daemon writes far more to its log, requests with what is in them among it, and answers more to those who ask. That is for the search of a fault, not for a host that runs.',
    bad: '{\n  "debug": true\n}\n',
    good: '{\n  "log-level": "info"\n}\n',
    limits: '',
  },
  *file(file) {
    const property = propertyOf(file, 'debug');
    if (scalarOf(file, 'debug') !== true || !property) return;
    yield {
      range: property.range,
      message: 'debug mode writes requests and what they hold to the log; take this out',
      fixes: removeKey(file, property),
    };
  },
});
