// Mounts that the container makes appear on the host.
import { mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'shared-mount-propagation',
  title: 'Mounts are shared with the host',
  severity: 'info',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cis: '5.20' }, { kics: 'baa452f0-1f21-4a25-ace5-844e7a5f410d' }],
  docs: {
    why: 'With the propagation `shared` what the container mounts appears on the host, and in all containers that share it.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - ./data:/data:rshared\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - ./data:/data\n',
    limits:
      'Storage drivers and FUSE file systems in containers need it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, options } of mountsOf(service)) {
      const found = options.find((option) => option === 'shared' || option === 'rshared');
      if (!found || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `what the container mounts there appears on the host; take '${found}' out`,
      };
    }
  },
});
