// FROM without a tag, or with one that moves with every release.
import { tagPart } from '../../dockerfile/inside';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import type { ImageFacts } from '../../image/facts';
import { isFloating, namedRelease, tagOf } from '../../image/floating';
import { type ImageReference, parseImageReference } from '../../image/reference';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'floating-tag',
  title: 'Base image without a version',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  supersedes: ['unpinned-base-image'],
  references: [
    { cwe: 1357 },
    { hadolint: 'DL3006' },
    { hadolint: 'DL3007' },
    { trivy: 'DS-0001' },
    { checkov: 'CKV_DOCKER_7' },
    { kics: '9efb0b2d-89c9-41a3-91ca-dcc0aec911fd' },
    { kics: 'f45ea400-6bbe-4501-9fc7-1c3d75c32067' },
    { semgrep: 'dockerfile.best-practice.missing-image-version.missing-image-version' },
    { semgrep: 'dockerfile.best-practice.avoid-latest-version.avoid-latest-version' },
    { sonar: 'S6596' },
    { dockle: 'DKL-DI-0006' },
  ],
  docs: {
    why: 'Without a tag Docker takes `latest`, and tags like `latest`, `stable` or `alpine` move to the next release without a word. The build of tomorrow is then another one than the build of today: it may break, and nobody can say which image runs in production.',
    bad: 'FROM node:latest\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits:
      'An image that comes from a variable without a default is unknown, and nothing is said of it. A tag with a version can move as well: only a digest does not.',
  },
  *stage(stage, { facts }) {
    const report = floatingTag(stage, facts.images);
    if (report) yield report;
  },
});

function floatingTag(stage: Stage, images: ImageFacts): Report | undefined {
  const [from] = stage.steps;
  const { image, base } = stage;
  if (!from || !image || base.kind === 'stage' || base.kind === 'scratch') return undefined;
  const shown = base.kind === 'image' ? base.reference.text : image.text;
  const tag = tagOf(base.kind === 'image' ? base.reference : referenceIn(constantEnd(image.text)));
  if (tag === undefined || !isFloating(tag)) return undefined;
  const word = (tag && tagPart(from.instruction)) || image;
  const message =
    tag === ''
      ? `'${shown}' has no tag, which means 'latest' and changes with every release; name a version`
      : `'${tag}' names no version of '${shown.slice(0, -tag.length - 1)}' and changes with every release; name a version`;
  const release = namedRelease(image.text, images);
  const edits = release ? [{ range: rangeOfWord(from, image), newText: release.text }] : [];
  return {
    range: rangeOfWord(from, word),
    message,
    fixes: release
      ? [{ title: release.title, safety: 'suggested', delta: { changes: ['FROM'] }, edits: () => [{ edits }] }]
      : [],
  };
}

const referenceIn = (text: string | undefined): ImageReference | undefined =>
  text === undefined ? undefined : parseImageReference(text);

/** What stands behind the last slash: it holds the tag even where the registry, or the name, is a variable nobody knows. */
function constantEnd(text: string): string | undefined {
  const end = text.slice(text.lastIndexOf('/') + 1);
  const [, tag] = /^(?:[\w.-]|\$\w+|\$\{\w+\})+:([\w.-]+)$/.exec(end) ?? [];
  if (tag !== undefined) return `name:${tag}`;
  return /[$"'\\`]/.test(end) || end === text ? undefined : end;
}
