// The steps of a build use the network of the host.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'build-on-host-network',
  title: 'Build on the network of the host',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 668 }],
  docs: {
    why: 'The steps of the build reach everything that listens on the machine that builds, services that are bound to 127.0.0.1 included.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      network: host\n',
    good: 'services:\n  web:\n    build:\n      context: .\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const node = valueOf(service, 'build', 'network');
    if (!node || textOf(node) !== 'host' || !isHere(service, node)) return;
    yield {
      range: placeOf(service, node),
      message: 'the steps of this build reach all that listens on the host; take it out',
      fixes: takeOut(service, ['build', 'network'], 'network: host'),
    };
  },
});
