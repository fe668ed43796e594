// The log of the daemon says too much or too little.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-log-level',
  title: 'Log level of the daemon',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ cis: '2.3' }],
  docs: {
    why: 'At `debug` the log holds requests with what is in them; at `error` or `fatal` it lacks what somebody needs who looks for what happened.',
    bad: '{\n  "log-level": "debug"\n}\n',
    good: '{\n  "log-level": "info"\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'log-level');
    const level = scalarOf(file, 'log-level');
    if (!property || typeof level !== 'string' || !FAR_FROM_INFO.has(level)) return;
    yield {
      range: property.range,
      message: `'${level}' ${FAR_FROM_INFO.get(level)}; write "info"`,
      fixes: setKey(property, 'info'),
    };
  },
});

const FAR_FROM_INFO: ReadonlyMap<string, string> = new Map([
  ['debug', 'writes requests and what they hold to the log'],
  ['trace', 'writes requests and what they hold to the log'],
  ['error', 'leaves out what happened before an error'],
  ['fatal', 'leaves out nearly everything'],
  ['panic', 'leaves out nearly everything'],
]);
