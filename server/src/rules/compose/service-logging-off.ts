// A service that keeps no log.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'service-logging-off',
  title: 'Logging is switched off',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cwe: 778 }],
  docs: {
    why: 'With the driver `none` nothing that the service says is kept: an attack leaves no trace, and a fault none either.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: none\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: local\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const driver = valueOf(service, 'logging', 'driver');
    if (!driver || textOf(driver) !== 'none' || !isHere(service, driver)) return;
    yield {
      range: placeOf(service, driver),
      message: 'nothing that this service says is kept; use a driver that keeps it, such as local',
      fixes: writeValue(service, ['logging', 'driver'], 'local'),
    };
  },
});
