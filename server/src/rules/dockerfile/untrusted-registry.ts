// An image that the configuration does not allow, blocks, or wants another one for.
import { type ImageUse, imageUses } from '../../dockerfile/image-uses';
import type { ImageFacts } from '../../image/facts';
import { isDockersFrontend } from '../../image/frontends';
import { type Verdict, verdictOf } from '../../image/policy';
import type { Fix, Report } from '../../rule/finding';
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
      if (verdict) yield report(use, verdict, allow, fixOf(use, verdict));
    }
    for (const image of unplaced) {
      const verdict = verdictOf(image.reference, policy);
      if (verdict) yield report(image, verdict, allow, []);
    }
  },
});

const mayBeContext = ({ reference: { text }, reference, user }: ImageUse, images: ImageFacts): boolean =>
  user === 'source' && !/[/:@.]/.test(text) && images.of(reference) === undefined;

function report(
  { reference, range }: Pick<ImageUse, 'reference' | 'range'>,
  verdict: Verdict,
  allow: readonly string[],
  fixes: readonly Fix[],
): Report {
  const { kind, pattern, replacement } = verdict;
  const image = withoutDigest(reference.text);
  const instead = replacement === undefined ? undefined : `use '${withoutDigest(replacement)}'`;
  switch (kind) {
    case 'blocked':
      return { range, fixes, message: `'${image}' is blocked here by '${pattern}'; ${instead ?? 'use another image'}` };
    case 'not-allowed':
      return { range, fixes, message: `'${image}' is not allowed here; ${instead ?? `allowed are ${listed(allow)}`}` };
    case 'replaced':
      return {
        range,
        fixes,
        severity: 'warning',
        message: `'${image}' has another image in its place here; ${instead}`,
      };
  }
}

/** Too long for a message. */
const withoutDigest = (text: string): string => text.replace(/@.*$/, '');

const MAX_LISTED = 60;

/** As many as a message has room for. */
function listed(patterns: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const pattern of patterns) {
    length += pattern.length + 2;
    if (shown.length > 0 && length > MAX_LISTED)
      return `${shown.join(', ')} and ${patterns.length - shown.length} more`;
    shown.push(pattern);
  }
  return shown.join(', ');
}

function fixOf({ range, instruction }: ImageUse, { replacement }: Verdict): Fix[] {
  if (replacement === undefined) return [];
  return [
    {
      title: `Use '${replacement}'`,
      safety: 'suggested',
      delta: instruction === '' ? {} : { changes: [instruction] },
      edits: () => [{ edits: [{ range, newText: replacement }] }],
    },
  ];
}
