// What is known of popular images without asking a registry. An unknown is undefined: rules say nothing then.
import { once } from '../text/once';
import table from './base-images.generated.json';
import type { LearnedImage } from './learned';
import type { ImageReference } from './reference';
import releases from './releases.generated.json';

export type Distribution = 'alpine' | 'busybox' | 'debian' | 'distroless' | 'rhel' | 'scratch' | 'ubuntu' | 'wolfi';

export interface ImageFact {
  /** The user that a container starts as: a name, or a number as text. */
  readonly user?: string;
  /** An unprivileged user that exists in the image. */
  readonly unprivilegedUser?: string;
  readonly distribution?: Distribution;
  /** `none` where the image has no shell. */
  readonly shell?: string;
  /** It starts as root, and its entrypoint goes on as another user. */
  readonly dropsRoot?: boolean;
}

export interface Release {
  /** The tag that names the newest supported release. */
  readonly tag: string;
  /** When that was so: a date. */
  readonly date: string;
}

export interface ImageFacts {
  /** The date of the table that `of` reads. */
  readonly date?: string;
  /** Undefined for an image that nothing is known of. */
  of(reference: ImageReference): ImageFact | undefined;
  release(reference: ImageReference): Release | undefined;
  /** What its registry said of it. Undefined where nobody asked. */
  learned?(reference: ImageReference): LearnedImage | undefined;
}

interface Entry extends ImageFact {
  readonly tags: string;
}

const images: Readonly<Record<string, readonly unknown[]>> = table.images;
const tags: Readonly<Record<string, string>> = releases.tags;
const WINDOWS = /windowsservercore|nanoserver|windows/i;

/** The facts that ship with Hullwright, of the table's date. */
export const bundledImageFacts: ImageFacts = {
  date: table.date,
  of: once((reference: ImageReference): ImageFact | undefined => {
    const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : undefined);
    const entries = Object.hasOwn(images, reference.name) ? images[reference.name] : undefined;
    if (!entries || WINDOWS.test(tag ?? '')) return undefined;
    const known = entries.filter(isEntry);
    if (tag === undefined) return common(known);
    return known.find(({ tags }) => globMatches(tags, tag));
  }),
  release({ name }) {
    const tag = Object.hasOwn(tags, name) ? tags[name] : undefined;
    return tag === undefined ? undefined : { tag, date: releases.date };
  },
};

const isEntry = (entry: unknown): entry is Entry => typeof entry === 'object' && entry !== null && 'tags' in entry;

/** A digest without a tag may be any of the image's variants: what all of them agree on is known. */
function common(entries: readonly Entry[]): ImageFact | undefined {
  const [first, ...others] = entries;
  if (!first || first.tags === undefined || !entries.some(({ tags }) => tags === '*')) return undefined;
  const agreed = <K extends keyof ImageFact>(key: K): ImageFact[K] =>
    others.every((other) => other[key] === first[key]) ? first[key] : undefined;
  return {
    user: agreed('user'),
    unprivilegedUser: agreed('unprivilegedUser'),
    distribution: agreed('distribution'),
    shell: agreed('shell'),
    dropsRoot: agreed('dropsRoot'),
  };
}

/** Globs of the table: `*` alone is special. Linear in the text. */
export function globMatches(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return glob === text;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
