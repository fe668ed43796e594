// FROM without a tag, or with one that moves with every release.
import { imageParts } from '../../dockerfile/inside';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import type { Word } from '../../dockerfile/syntax';
import type { ImageFacts } from '../../image/facts';
import { type ImageReference, parseImageReference } from '../../image/reference';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

/** Tags that follow the newest release of everything. */
const FLOATING =
  /^(?:latest|newest|stable|oldstable|edge|nightly|daily|weekly|main|master|trunk|head|dev|devel|develop|next|canary|alpha|beta|preview|insiders|experimental|bleeding|rolling|current|mainline|lts|release|prod|production|staging|snapshot|unstable|testing|rawhide|tip)$/;
/** Tags that name a variant of the newest release, and no release. */
const VARIANT = /^(?:alpine|slim|fpm|apache|cli|perl|otel|jdk|jre|management)$/;

/** A version, date or commit: `main-3f2a1cd` is one build and does not move. */
const BUILD = /^(?:v?[0-9]+(?:\.[0-9]+)+|[0-9]{6,}|[0-9a-f]{7,})$/;

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
  const word = (tag && imageParts(from.instruction)?.tag) || image;
  const message =
    tag === ''
      ? `'${shown}' has no tag, which means 'latest' and changes with every release; name a version`
      : `'${tag}' names no version of '${shown.slice(0, -tag.length - 1)}' and changes with every release; name a version`;
  const fix = namedRelease(image, images);
  return {
    range: rangeOfWord(from, word),
    message,
    fixes: fix
      ? [{ ...fix, edits: () => [{ edits: [{ range: rangeOfWord(from, image), newText: fix.newText }] }] }]
      : [],
  };
}

function isFloating(tag: string): boolean {
  const [first = '', ...rest] = tag.split('-');
  return tag === '' || VARIANT.test(tag) || (FLOATING.test(first) && !rest.some((part) => BUILD.test(part)));
}

/** The tag of a reference, '' when it has none, undefined when it has a digest or is no reference. */
const tagOf = (reference: ImageReference | undefined): string | undefined =>
  reference && reference.digest === undefined ? (reference.tag ?? '') : undefined;

const referenceIn = (text: string | undefined): ImageReference | undefined =>
  text === undefined ? undefined : parseImageReference(text);

/** What stands behind the last slash: it holds the tag even where the registry, or the name, is a variable nobody knows. */
function constantEnd(text: string): string | undefined {
  const end = text.slice(text.lastIndexOf('/') + 1);
  const [, tag] = /^(?:[\w.-]|\$\w+|\$\{\w+\})+:([\w.-]+)$/.exec(end) ?? [];
  if (tag !== undefined) return `name:${tag}`;
  return /[$"'\\`]/.test(end) || end === text ? undefined : end;
}

/** Floating tags that mean the newest release, not one still in the making. */
const MEANS_RELEASE = /^(?:latest|stable|lts|current|mainline)?$/;

/** The newest supported release of an image that is written without variables. */
function namedRelease(image: Word, images: ImageFacts): (Omit<Fix, 'edits'> & { newText: string }) | undefined {
  const reference = parseImageReference(image.text);
  const release = reference && images.release(reference);
  if (!reference || !release) return undefined;
  const { tag = '' } = reference;
  if (!VARIANT.test(tag) && !MEANS_RELEASE.test(tag.split('-')[0] ?? '')) return undefined;
  const variant = VARIANT.test(tag) ? `-${tag}` : tag.replace(/^[^-]*/, '');
  const newText = `${image.text.slice(0, reference.nameEnd)}:${release.tag}${variant}`;
  return {
    title: `Use '${newText}', the newest supported release in ${release.date.slice(0, 7)}`,
    safety: 'suggested',
    delta: { changes: ['FROM'] },
    newText,
  };
}
