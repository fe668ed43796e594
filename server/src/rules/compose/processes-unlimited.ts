// A service is told that it has no limit on processes.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'processes-unlimited',
  title: 'No limit on processes, on purpose',
  severity: 'warning',
  confidence: 'high',
  category: 'resources',
  recommended: true,
  references: [{ cis: '5.29' }, { cwe: 770 }],
  docs: {
    why: 'A service without the limit can start processes until no other can: one endless loop of forks, and the host stops to answer. A limit of the daemon is taken back as well.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    pids_limit: -1\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    pids_limit: 256\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const path of PATHS) {
      const node = valueOf(service, ...path);
      const text = textOf(node);
      if (!node || text === undefined || !/^(?:-1|0)$/.test(text) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'this says that there is no limit: the service may start processes without end; write one',
        fixes: takeOut(service, path, path.at(-1) ?? ''),
      };
    }
  },
});
const PATHS: readonly (readonly string[])[] = [['pids_limit'], ['deploy', 'resources', 'limits', 'pids']];
