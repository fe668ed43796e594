// A network that other projects are on as well.
import { booleanOf, valueAt } from '../../compose/model';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'external-network',
  title: 'Network shared with other projects',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cwe: 653 }],
  docs: {
    why: 'On a network that is made elsewhere are containers that this file does not know, and they reach this one.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [front]\nnetworks:\n  front: {}\n',
    limits: 'A network for the reverse proxy is the usual reason.',
  },
  *project(project) {
    for (const [name, network] of project.networks) {
      const external = valueAt(network, 'external');
      const attachable = valueAt(network, 'attachable');
      const found = [external, attachable].find(
        (node) => node && node.origin.uri === project.uri && (booleanOf(node) === true || node.kind === 'mapping'),
      );
      if (found) yield { range: found.origin.key, message: `containers of others are on '${name}' and reach these` };
    }
  },
});
