// Rights that are written for a secret, and that Compose does not give it.
import { secretsOf } from '../../compose/grants';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'secret-rights-ignored',
  title: 'Rights of a secret that have no effect',
  severity: 'info',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  references: [{ cis: '7.4' }, { cwe: 732 }],
  docs: {
    why: 'Compose mounts a secret that comes from a file as that file is: `uid`, `gid` and `mode` are left out, with a warning at the start that few read. Who counts on `mode: 0400` has a file that other users of the container may read. Set the rights of the file itself, or give the secret by `environment:`, where Compose heeds them.',
    bad: 'services:\n  web:\n    image: acme/app:1.0\n    secrets:\n      - source: token\n        mode: 0400\nsecrets:\n  token:\n    file: ./token.txt\n',
    good: 'services:\n  web:\n    image: acme/app:1.0\n    secrets:\n      - source: token\n        mode: 0400\nsecrets:\n  token:\n    environment: TOKEN\n',
    limits: 'A swarm heeds them: files that are meant for one are left alone.',
  },
  *service(service) {
    if (service.isSwarm) return;
    for (const { node, source, uid, gid, mode } of secretsOf(service)) {
      const secret = service.resources.secrets.get(source ?? '');
      if (!secret || secret.isExternal || !secret.values.has('file') || !isHere(service, node)) continue;
      const given = Object.entries({ mode, uid, gid }).find(([, value]) => value !== undefined);
      const [name, value] = given ?? [];
      if (!name || !value) continue;
      yield {
        range: placeOf(service, value),
        message: `'${name}' has no effect on a secret from a file; set the rights of that file itself`,
      };
    }
  },
});
