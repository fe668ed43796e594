// A group that is as good as root.
import { itemsOf, textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'privileged-group-added',
  title: 'Group that is as good as root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '1.1.2' }, { cwe: 250 }],
  docs: {
    why: 'Members of `docker` may use the socket of the engine, those of `disk` or `kmem` read the disk or the memory of the host. Where these are mounted, the group is root.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    group_add: [docker]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    group_add: [audio]\n',
    limits:
      'Group numbers are the host’s: 0 is root, others are not known here. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [place, node] of itemsOf(valueOf(service, 'group_add')).entries()) {
      const isDockers = node.kind === 'scalar' && /^\$\{?DOCKER_?(?:GRP|GROUP|GID)/.test(node.written);
      const name = isDockers ? 'docker' : (textOf(node) ?? '');
      if (!GROUPS.has(name) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `the group '${name}' is as good as root; take it out`,
        fixes: takeOut(service, ['group_add', place], name),
      };
    }
  },
});

const GROUPS: ReadonlySet<string> = new Set(['docker', 'root', '0', 'disk', 'kmem', 'sudo', 'wheel', 'shadow']);
