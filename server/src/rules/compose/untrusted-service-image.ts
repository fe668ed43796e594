// A service runs an image that the configuration does not allow, blocks, or wants another one for.
import { composeImages } from '../../compose/image-uses';
import { verdictOf } from '../../image/policy';
import { imageVerdict } from '../../rule/image-verdict';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'untrusted-service-image',
  title: 'Service runs an image that is not allowed here',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '4.2' }, { cwe: 829 }],
  docs: {
    why: 'Whoever can push to the registry that an image comes from decides what runs. The list that holds for Dockerfiles holds for services as well: it stands in `.hullwright.yaml` under `registries`, as `allow`, `block`, and `replace`, which names what takes the place of an image.',
    configuration:
      'registries:\n  allow: ["docker.io/library/*", "ghcr.io/acme/*"]\n  block: ["docker.io/library/postgres:9*"]\n  replace: { "quay.io/*": "ghcr.io/acme/quay/*" }\n',
    bad: 'services:\n  web:\n    image: quay.io/widgets/web:1.4.2\n',
    good: 'services:\n  web:\n    image: ghcr.io/acme/web:1.4.2\n',
    limits:
      'Nothing is said without such a list. What a service builds is named by `image` and comes from no registry; an image that a variable names without a default is unknown.',
  },
  *project(project, { policy }) {
    const { allow = [], block = [], replace = {} } = policy;
    if (allow.length + block.length + Object.keys(replace).length === 0) return;
    const { uses, unplaced } = composeImages(project);
    for (const use of [...uses, ...unplaced]) {
      const verdict = verdictOf(use.reference, policy);
      if (verdict) yield imageVerdict(use, verdict, allow);
    }
  },
});
