// `# syntax=` that lets an image nobody vouches for run the build.
import { frontendOf } from '../../dockerfile/image-uses';
import { isDockersFrontend } from '../../image/frontends';
import { verdictOf } from '../../image/policy';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'untrusted-frontend',
  title: 'The build is run by an image of somebody else',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 829 }, { url: 'https://docs.docker.com/build/buildkit/frontend/' }],
  docs: {
    why: 'The image that `# syntax=` names reads the Dockerfile and says what the build does: which images, which commands, which secrets. By a tag, whoever can push to that name decides that anew for every build. Docker’s own are `docker/dockerfile:1` and its variants. Another one that you need is pinned: `# syntax=example/frontend:1.2@sha256:…`.',
    bad: '# syntax=example/dockerfile-plus:1\nFROM alpine:3.22\nUSER nobody\n',
    good: '# syntax=docker/dockerfile:1\nFROM alpine:3.22\nUSER nobody\n',
    limits:
      'Nothing is said of a frontend with a digest, and of one that `registries.allow` of the configuration allows: a mirror, for instance. What a build sets with BUILDKIT_SYNTAX is not seen.',
  },
  *file(file, { policy }) {
    const frontend = frontendOf(file);
    if (!frontend || isDockersFrontend(frontend.reference) || frontend.reference.digest !== undefined) return;
    if (policy.allow && policy.allow.length > 0 && !verdictOf(frontend.reference, policy)) return;
    yield {
      range: frontend.range,
      message: `'${frontend.reference.text}' runs this build and can change with its tag; use docker/dockerfile:1, or add a digest`,
    };
  },
});
