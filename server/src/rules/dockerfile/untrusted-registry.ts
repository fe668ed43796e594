// An image that the configuration does not allow, blocks, or wants another one for.
import { type ImageUse, imageUses } from '../../dockerfile/image-uses';
import type { ImageFacts } from '../../image/facts';
import { isDockersFrontend } from '../../image/frontends';
import { verdictOf } from '../../image/policy';
import { imageVerdict } from '../../rule/image-verdict';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'untrusted-registry',
  title: 'Image that is not allowed here',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  supersedes: ['untrusted-frontend'],
  references: [{ cis: '4.2' }, { cwe: 829 }, { hadolint: 'DL3026' }],
  docs: {
    why: 'Whoever can push to the registry that an image comes from decides what runs in the build and in production. A list of what is allowed keeps out typing errors that lead to a stranger’s image, and images that nobody looked at.\n\nThe list stands in `.hullwright.yaml` under `registries`: `allow`, `block`, and `replace`, which names what takes the place of an image: a mirror, or another base. It holds for FROM, COPY --from, RUN --mount=from= and `# syntax=`. `trustedRegistries` of a `.hadolint.yaml` counts as well.',
    configuration:
      'registries:\n  allow: ["docker.io/library/*", "ghcr.io/acme/*"]\n  replace: { "quay.io/*": "ghcr.io/acme/quay/*" }\n',
    bad: 'FROM quay.io/widgets/base:1.4.2\nUSER 1000\n',
    good: 'FROM ghcr.io/acme/base:1.4.2\nUSER 1000\n',
    limits:
      'Nothing is said without such a list. An image that comes from a variable without a default is unknown; one that comes from a default is looked at, though a build may give another. A bare name in COPY --from may be a build context, and counts only where an image of that name is known. Docker’s own frontends, `docker/dockerfile`, need not be allowed: they are a part of Docker; `block` and `replace` hold for them. A build context can also take the place of any image, unseen here.',
  },
  *file(file, { policy, facts }) {
    const { allow = [], block = [], replace = {} } = policy;
    if (allow.length + block.length + Object.keys(replace).length === 0) return;
    const { uses, unplaced } = imageUses(file);
    for (const use of uses) {
      if (mayBeContext(use, facts.images)) continue;
      const verdict = verdictOf(use.reference, policy);
      if (verdict?.kind === 'not-allowed' && use.user === 'frontend' && isDockersFrontend(use.reference)) continue;
      if (verdict) yield imageVerdict(use, verdict, allow);
    }
    for (const image of unplaced) {
      const verdict = verdictOf(image.reference, policy);
      if (verdict) yield { ...imageVerdict(image, verdict, allow), fixes: [] };
    }
  },
});

const mayBeContext = ({ reference: { text }, reference, user }: ImageUse, images: ImageFacts): boolean =>
  user === 'source' && !/[/:@.]/.test(text) && images.of(reference) === undefined;
