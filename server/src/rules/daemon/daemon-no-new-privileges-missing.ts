// Programs may gain privileges in containers.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-no-new-privileges-missing',
  title: 'Programs may gain privileges in containers',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.14' }, { cwe: 269 }],
  docs: {
    why: 'Without it a setuid program in a container gives whoever starts it the rights of its owner. `"no-new-privileges": true` makes that the exception for all containers, those of Swarm included, where no service can ask for it.',
    bad: '{\n  "log-driver": "local"\n}\n',
    good: '{\n  "log-driver": "local",\n  "no-new-privileges": true\n}\n',
    limits:
      'Containers that need sudo or setuid programs have to ask for them with `--security-opt no-new-privileges=false`. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root || propertyOf(file, 'no-new-privileges')) return;
    yield {
      range: placeOfMissing(root.range),
      message:
        '\'no-new-privileges\' is not set: setuid programs work in every container; add "no-new-privileges": true',
      fixes: addKey(file, 'no-new-privileges', true),
    };
  },
});
