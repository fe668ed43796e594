// Logs that grow until the disk is full.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'service-log-unbounded',
  title: 'Log without a limit',
  severity: 'info',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cwe: 770 }],
  docs: {
    why: 'The driver `json-file` keeps everything, without end, until the disk is full. The driver `local` has a limit by itself.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: json-file\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    logging:\n      driver: json-file\n      options: { max-size: 10m }\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const driver = valueOf(service, 'logging', 'driver');
    if (
      !driver ||
      textOf(driver) !== 'json-file' ||
      !isHere(service, driver) ||
      valueOf(service, 'logging', 'options', 'max-size')
    )
      return;
    yield {
      range: placeOf(service, driver),
      message: 'the log grows until the disk is full; write the driver local, or max-size in options',
      fixes: valueOf(service, 'logging', 'options') ? [] : writeValue(service, ['logging', 'driver'], 'local'),
    };
  },
});
