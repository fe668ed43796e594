// Traffic between the hosts of a swarm that everybody on the way can read.
import { textOf, valueAt } from '../../compose/model';
import { resourceOf } from '../../compose/resources';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'overlay-not-encrypted',
  title: 'Overlay network without encryption',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '7.3' }, { cwe: 319 }],
  docs: {
    why: 'Traffic of an overlay network goes from host to host unencrypted. With `encrypted` it does not; the firewall between the hosts has to let ESP through.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [mesh]\nnetworks:\n  mesh:\n    driver: overlay\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    networks: [mesh]\nnetworks:\n  mesh:\n    driver: overlay\n    driver_opts:\n      encrypted: "true"\n',
    limits:
      'Networks that are made elsewhere are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *project(project) {
    for (const [name, network] of project.networks) {
      // What somebody else made has no driver of this file.
      if (resourceOf(name, network).isExternal) continue;
      const driver = valueAt(network, 'driver');
      if (!driver || textOf(driver) !== 'overlay' || driver.origin.uri !== project.uri) continue;
      const encrypted = valueAt(network, 'driver_opts', 'encrypted');
      if (encrypted && (textOf(encrypted) === undefined || /^(?:|true|1)$/.test(textOf(encrypted) ?? ''))) continue;
      yield {
        range: (encrypted ?? driver).origin.range,
        message: `traffic of '${name}' goes from host to host unencrypted; write driver_opts: { encrypted: "true" }`,
      };
    }
  },
});
