// A network of databases with a way out.

import { isDataStore } from '../../compose/known-ports';
import { valueAt } from '../../compose/model';
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
    const isBack = new Map<string, boolean>();
    for (const service of project.all.values()) {
      const isDatabase = isDataStore(service) && portsOf(service).length === 0;
      for (const { name } of networksOf(service)) isBack.set(name, isDatabase && isBack.get(name) !== false);
    }
    for (const [name, network] of project.networks) {
      if (network.origin.uri !== project.uri || valueAt(network, 'internal') || valueAt(network, 'external')) continue;
      if (!isBack.get(name)) continue;
      yield { range: network.origin.key, message: `only databases are on '${name}'; write internal: true` };
    }
  },
});
