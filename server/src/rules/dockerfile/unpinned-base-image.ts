// FROM an image by its tag alone, which whoever owns the image can move.
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

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
    why: 'A tag is a name that can be given to another image at any time: by the next release, by whoever takes over the account, by a registry that answers wrongly. A digest is the image itself. With `name:tag@sha256:…` the tag stays readable, and a bot such as Renovate or Dependabot keeps the digest fresh. `hullwright pin` asks the registry for it and writes it.',
    bad: 'FROM node:24.4-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9\nUSER node\n',
    limits:
      'A hint: many teams follow tags on purpose, to get security updates with the next build. Nothing is said of `scratch`, of other stages, and of images that come from a variable without a default.',
  },
  *stage({ steps: [from], image, base }) {
    if (!from || !image || base.kind !== 'image' || base.reference.digest !== undefined) return;
    yield {
      range: rangeOfWord(from, image),
      message: `'${base.reference.text}' is not pinned to a digest; add '@sha256:…'`,
    };
  },
});
