// no-new-privileges is switched off.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-no-new-privileges-off',
  title: 'no-new-privileges is switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '2.14' }, { cwe: 269 }],
  docs: {
    why: 'A setuid program in a container gives whoever starts it the rights of its owner. `true` makes that the exception for all containers.',
    bad: '{\n  "no-new-privileges": false\n}\n',
    good: '{\n  "no-new-privileges": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'no-new-privileges');
    if (scalarOf(file, 'no-new-privileges') !== false || !property) return;
    yield {
      range: property.range,
      message: 'setuid programs work in every container; write true',
      fixes: setKey(property, true),
    };
  },
});
