// Containers keep no log.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-logging-off',
  title: 'Logging is switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cis: '2.13' }, { cwe: 778 }],
  docs: {
    why: 'With the driver `none` nothing that containers say is kept: an attack leaves no trace, and a fault none either.',
    bad: '{\n  "log-driver": "none"\n}\n',
    good: '{\n  "log-driver": "local"\n}\n',
    limits: 'A container can have another driver; that is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'log-driver');
    if (!property || scalarOf(file, 'log-driver') !== 'none') return;
    yield {
      range: property.range,
      message: 'nothing that containers say is kept; use a driver that keeps it, such as "local"',
      fixes: setKey(property, 'local'),
    };
  },
});
