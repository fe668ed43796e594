// Files of an image that is not pinned are mounted.
import { mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'unpinned-image-mount',
  title: 'Mounted image is not pinned',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 829 }],
  docs: {
    why: 'What is mounted changes when somebody pushes another image under the same name. A digest names one image for good.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - type: image\n        source: acme/models:latest\n        target: /models\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - type: image\n        source: acme/models@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n        target: /models\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, type, source } of mountsOf(service)) {
      if (type !== 'image' || !source || source.includes('@sha256:') || !isHere(service, node)) continue;
      yield { range: placeOf(service, node), message: `'${source}' is not pinned to a digest` };
    }
  },
});
