// A service shares namespaces with another container.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'joined-namespace',
  title: 'Namespace shared with another container',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cwe: 668 }],
  docs: {
    why: 'Two containers in one namespace are one as far as that namespace goes: who takes over one sees the traffic, processes or memory of the other.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    network_mode: "container:vpn"\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [front]\nnetworks:\n  front: {}\n',
    limits:
      'Side-cars, such as a VPN, are meant to be joined. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const key of ['network_mode', 'pid', 'ipc'] as const) {
      const node = valueOf(service, key);
      const text = textOf(node);
      if (!node || text === undefined || !isHere(service, node) || !/^(?:container|service):/.test(text)) continue;
      yield {
        range: placeOf(service, node),
        message: `who takes over '${text}' has taken over this one as well as far as ${key} goes`,
      };
    }
  },
});
