// A setting that a swarm leaves out.
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'ignored-by-swarm',
  title: 'Setting that a swarm ignores',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cwe: 1188 }],
  docs: {
    why: '`docker stack deploy` leaves these keys out and says nothing: a service that looks hardened is not. What protects it has to be set in the daemon, or in the image.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt: ["no-new-privileges:true"]\n    deploy:\n      replicas: 2\n      placement:\n        constraints: [node.role == worker]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    read_only: true\n    deploy:\n      replicas: 2\n      placement:\n        constraints: [node.role == worker]\n',
    limits:
      'Only in files that are plainly meant for a swarm. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    if (!service.isSwarm) return;
    for (const key of IGNORED) {
      const node = valueOf(service, key);
      if (!node || !isHere(service, node)) continue;
      yield {
        range: node.origin.via === 'own' ? node.origin.key : placeOf(service, node),
        message: `'docker stack deploy' leaves '${key}' out${key === 'security_opt' ? ': set no-new-privileges in daemon.json' : ''}`,
      };
    }
  },
});

const IGNORED = [
  'security_opt',
  'privileged',
  'userns_mode',
  'pid',
  'ipc',
  'network_mode',
  'cgroup_parent',
  'devices',
] as const;
