// A network of databases with a way out.

import { isDataImage } from '../../compose/known-ports';
import { type Service, textOf, valueAt, valueOf } from '../../compose/model';
import { networksOf } from '../../compose/networks';
import { portsOf } from '../../compose/ports';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'back-network-not-internal',
  title: 'Network of databases is not internal',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  reportsAbsence: true,
  references: [{ cwe: 653 }],
  docs: {
    why: 'A network on which only databases and what uses them are needs no way to the world. `internal: true` takes it: what is stolen cannot leave by it.',
    bad: 'services:\n  db:\n    image: postgres:17.6\n    networks: [back]\nnetworks:\n  back: {}\n',
    good: 'services:\n  db:\n    image: postgres:17.6\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n',
    limits: 'What fetches updates from the network by itself needs the way out.',
  },
  *project(project) {
    for (const [name, network] of project.networks) {
      if (network.origin.uri !== project.uri || valueAt(network, 'internal') || valueAt(network, 'external')) continue;
      const members = [...project.all.values()].filter((service) =>
        networksOf(service).some((each) => each.name === name),
      );
      if (!members.some(isDataStore) || members.some((service) => portsOf(service).length > 0 || !isDataStore(service)))
        continue;
      yield { range: network.origin.key, message: `only databases are on '${name}'; write internal: true` };
    }
  },
});

const isDataStore = (service: Service): boolean => isDataImage(textOf(valueOf(service, 'image')) ?? '');
