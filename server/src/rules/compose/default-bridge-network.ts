// A service on the bridge that all containers without a network share.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { scalarOf } from '../../daemon/model';
import { takeOut } from '../../rule/compose-fixes';
import { daemonBeside } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'default-bridge-network',
  title: 'Service on the default bridge',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '5.30' }, { cwe: 653 }],
  docs: {
    why: 'On the default bridge are all containers of the host that name no network, and each reaches all ports of the others. A project has a network of its own without this line.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    network_mode: bridge\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Silent where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) says `"icc": false`. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'network_mode');
    if (!node || textOf(node) !== 'bridge' || !isHere(service, node)) return;
    yield {
      range: placeOf(service, node),
      message: 'containers of other projects are on the default bridge too, and reach this one; take it out',
      fixes: takeOut(service, ['network_mode'], 'network_mode'),
    };
  },
  beside(report, _, { uri, files }) {
    const daemon = daemonBeside(uri, files);
    return daemon && scalarOf(daemon.file, 'icc') === false ? undefined : report;
  },
});
