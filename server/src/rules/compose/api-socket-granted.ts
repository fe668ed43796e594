// Service gets the socket of the engine.
import { booleanOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'api-socket-granted',
  title: 'Service gets the socket of the engine',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.32' }, { cwe: 250 }],
  docs: {
    why: 'Compose mounts the socket of the engine, through which a container is root on the host, and with it all your logins for registries.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    use_api_socket: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'use_api_socket');
    if (!node || !isHere(service, node) || booleanOf(node) !== true) return;
    yield {
      range: placeOf(service, node),
      message: `'${service.name}' gets the engine's socket and your registry logins: it is root on the host; take it out`,
      fixes: takeOut(service, ['use_api_socket'], 'use_api_socket'),
    };
  },
});
