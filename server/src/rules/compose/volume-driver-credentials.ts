// A password in the options of a volume.
import { valueAt } from '../../compose/model';
import { HOLE } from '../../compose/node';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'volume-driver-credentials',
  title: 'Password in the options of a volume',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 798 }],
  docs: {
    why: 'Options of a volume stand in the file for everybody who has it, and `docker volume inspect` shows them. Take the value from a variable that is set where Compose runs.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes: [share:/data]\nvolumes:\n  share:\n    driver_opts:\n      type: cifs\n      device: //nas/share\n      o: username=app,password=Tr0ub4dor-and-3\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes: [share:/data]\nvolumes:\n  share:\n    driver_opts:\n      type: cifs\n      device: //nas/share\n      o: username=app,password=${CIFS_PASSWORD:?}\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *project(project) {
    for (const [, volume] of project.volumes) {
      const options = valueAt(volume, 'driver_opts');
      if (options?.kind !== 'mapping') continue;
      for (const [name, node] of options.entries) {
        if (node.kind !== 'scalar' || node.origin.uri !== project.uri) continue;
        const isPassword =
          /^(?:password|secret|token|access[-_]?key)/i.test(name) &&
          node.shipped !== '' &&
          !node.shipped.includes(HOLE);
        if (!isPassword && !/(?:^|,)pass(?:word)?=[^,\ufffc]+/i.test(node.shipped)) continue;
        yield {
          range: node.origin.range,
          message: 'the password of this volume is readable to all who have the file; take it from a variable',
          masked: [node.origin.range],
        };
      }
    }
  },
});
