// Tags that move to the next release without a word, and the release that they mean today.
import type { ImageFacts } from './facts';
import { type ImageReference, parseImageReference } from './reference';

/** Tags that follow the newest release of everything. */
const FLOATING: ReadonlySet<string> = new Set(
  (
    'latest newest stable oldstable edge nightly daily weekly main master trunk head dev devel develop next canary alpha beta ' +
    'preview insiders experimental bleeding rolling current mainline lts release prod production staging snapshot unstable ' +
    'testing rawhide tip'
  ).split(' '),
);
/** Tags that name a variant of the newest release, and no release. */
const VARIANT: ReadonlySet<string> = new Set('alpine slim fpm apache cli perl otel jdk jre management'.split(' '));
/** A version, date or commit: `main-3f2a1cd` is one build and does not move. */
const BUILD = /^(?:v?[0-9]+(?:\.[0-9]+)+|[0-9]{6,}|[0-9a-f]{7,})$/;
/** Floating tags that mean the newest release, not one still in the making. */
const MEANS_RELEASE = /^(?:latest|stable|lts|current|mainline)?$/;

/** '' is no tag at all. */
export function isFloating(tag: string): boolean {
  if (tag === '' || VARIANT.has(tag)) return true;
  const [first = '', ...rest] = tag.split('-');
  return FLOATING.has(first) && !rest.some((part) => BUILD.test(part));
}

/** The tag of a reference, '' when it has none, undefined when it has a digest or is no reference. */
export const tagOf = (reference: ImageReference | undefined): string | undefined =>
  reference && reference.digest === undefined ? (reference.tag ?? '') : undefined;

export interface NamedRelease {
  /** The whole reference. */
  readonly text: string;
  readonly title: string;
}

/** The newest supported release of an image that is written with a floating tag. */
export function namedRelease(written: string, images: ImageFacts): NamedRelease | undefined {
  const reference = parseImageReference(written);
  const release = reference && images.release(reference);
  if (!reference || !release) return undefined;
  const { tag = '' } = reference;
  if (!VARIANT.has(tag) && !MEANS_RELEASE.test(tag.split('-')[0] ?? '')) return undefined;
  const variant = VARIANT.has(tag) ? `-${tag}` : tag.replace(/^[^-]*/, '');
  const text = `${written.slice(0, reference.nameEnd)}:${release.tag}${variant}`;
  return { text, title: `Use '${text}', the newest supported release in ${release.date.slice(0, 7)}` };
}
