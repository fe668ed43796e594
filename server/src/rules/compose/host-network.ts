// Service shares the network of the host.
import { type Service, textOf, valueOf } from '../../compose/model';
import { networksOf } from '../../compose/networks';
import type { Node } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-network',
  title: 'Service shares the network of the host',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '5.10' }, { cwe: 668 }, { kics: '071a71ff-f868-47a4-ac0b-3c59e4ab5443' }],
  docs: {
    why: 'In the network of the host a container reaches every service that listens on loopback alone, and what it opens itself is open on every address of the host. Publish the ports that are needed.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    network_mode: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:80"]\n',
    limits:
      'Discovery by multicast and DHCP need the network of the host. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const mode = valueOf(service, 'network_mode');
    const isHost = textOf(mode)?.toLowerCase() === 'host';
    const node = isHost ? mode : hostNetworkOf(service);
    if (!node || !isHere(service, node)) return;
    yield {
      range: placeOf(service, node),
      message: `'${service.name}' reaches all that listens on the host's loopback; publish the ports that it needs instead`,
      fixes: isHost ? takeOut(service, ['network_mode'], 'network_mode') : [],
    };
  },
});

/** The network of the host under a name of the project: stacks of a swarm have no other way to it. */
function hostNetworkOf(service: Service): Node | undefined {
  return networksOf(service).find(({ name }) => {
    const network = service.resources.networks.get(name);
    return network?.isExternal && (network.values.get('name') ?? name) === 'host';
  })?.node;
}
