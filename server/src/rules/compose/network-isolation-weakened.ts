// A network without the rules that protect its containers.
import { textOf, valueAt } from '../../compose/model';
import type { Severity } from '../../rule/finding';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'network-isolation-weakened',
  title: 'Network without its protection',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: 'In the mode `nat-unprotected` every port of every container on the network can be reached from wherever its address is routed, published or not; in the mode `routed` those that are published.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [front]\nnetworks:\n  front:\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: nat-unprotected\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [front]\nnetworks:\n  front:\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: nat\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *project(project) {
    for (const [, network] of project.networks) {
      const options = valueAt(network, 'driver_opts');
      if (options?.kind !== 'mapping') continue;
      for (const [name, node] of options.entries) {
        const found = weakness(name, textOf(node));
        if (!found || node.origin.uri !== project.uri) continue;
        yield { range: node.origin.range, severity: found.severity, message: found.message };
      }
    }
  },
});

function weakness(
  name: string,
  value: string | undefined,
): { readonly severity: Severity; readonly message: string } | undefined {
  if (name.startsWith('com.docker.network.bridge.gateway_mode_ipv')) {
    if (value === 'nat-unprotected') {
      return {
        severity: 'error',
        message: 'every port of these containers can be reached, published or not; write nat',
      };
    }
    return value === 'routed'
      ? { severity: 'info', message: 'published ports can be reached past the address of the host' }
      : undefined;
  }
  if (name === 'com.docker.network.bridge.trusted_host_interfaces' && value) {
    return { severity: 'info', message: 'who sends through these interfaces reaches the ports of all containers here' };
  }
  return undefined;
}
