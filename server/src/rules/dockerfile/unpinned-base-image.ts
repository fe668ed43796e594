// FROM an image by its tag alone, which whoever owns the image can move.
import { imageUses, isBareName } from '../../dockerfile/image-uses';
import { rangeOfWord } from '../../dockerfile/stages';
import type { ImagePolicy } from '../../image/policy';
import type { ImageReference } from '../../image/reference';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { Range } from '../../text/range';

const report = (range: Range, { text }: ImageReference, { pin }: ImagePolicy): Report => ({
  range,
  message: `'${text}' is not pinned to a digest; add '@sha256:…'`,
  severity: pin === 'required' ? 'error' : undefined,
});

export default dockerfileRule({
  id: 'unpinned-base-image',
  title: 'Base image without a digest',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [
    { cwe: 1357 },
    { sonar: 'S7023' },
    { semgrep: 'dockerfile.audit.dockerfile-source-not-pinned.dockerfile-source-not-pinned' },
  ],
  docs: {
    why: 'A tag is a name that can be given to another image at any time: by the next release, by whoever takes over the account, by a registry that answers wrongly. A digest is the image itself. With `name:tag@sha256:…` the tag stays readable, and a bot such as Renovate or Dependabot keeps the digest fresh. `hullwright pin`, and the light bulb in an editor, ask the registry for it and write it.\n\nWith `images: { pin: required }` in `.hullwright.yaml` it is an error, and holds for `# syntax=`, COPY --from and RUN --mount=from= as well.',
    bad: 'FROM node:24.4-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9\nUSER node\n',
    limits:
      'A hint: many teams follow tags on purpose, to get security updates with the next build. Nothing is said of `scratch`, of other stages, and of images that come from a variable without a default.',
  },
  *stage({ steps: [from], image, base }, { policy }) {
    if (!from || !image || base.kind !== 'image' || base.reference.digest !== undefined) return;
    yield report(rangeOfWord(from, image), base.reference, policy);
  },
  *file(file, { policy }) {
    if (policy.pin !== 'required') return;
    for (const { reference, range, user } of imageUses(file).uses) {
      if (user === 'base' || reference.digest !== undefined || isBareName(reference.text)) continue;
      yield report(range, reference, policy);
    }
  },
});
