// A database in one network with what is published.

import { isDataStore } from '../../compose/known-ports';
import { type Service, valueOf } from '../../compose/model';
import { networksOf } from '../../compose/networks';
import { portsOf } from '../../compose/ports';
import { composeRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default composeRule({
  id: 'networks-not-segmented',
  title: 'Database and published service in one network',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  reportsAbsence: true,
  references: [{ cwe: 653 }, { kics: 'ce14a68b-1668-41a0-ab7d-facd9f784742' }],
  docs: {
    why: 'Everything on the default network reaches everything else there. With a network for the front and one for the back, only what needs the database reaches it.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:80"]\n  db:\n    image: postgres:17.6\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:80"]\n    networks: [front]\n  db:\n    image: postgres:17.6\n    networks: [back]\nnetworks:\n  front: {}\n  back:\n    internal: true\n',
    limits: 'Databases are known by the names of their images.',
  },
  *project(project) {
    if (project.isFragment) return;
    const isPublished = [...project.all.values()].some(
      (service) => portsOf(service).length > 0 && !isDataStore(service) && isOnDefault(service),
    );
    if (!isPublished) return;
    for (const { line, service } of project.services) {
      if (!isDataStore(service) || !isOnDefault(service)) continue;
      yield {
        range: shiftRange(service.nameRange, line),
        message: `'${service.name}' shares the default network with what is published; give it a network of its own`,
      };
    }
  },
});

const isOnDefault = (service: Service): boolean =>
  !valueOf(service, 'network_mode') && networksOf(service).length === 0;
