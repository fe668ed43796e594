// The images of a document, found once for an analysis, and the one that somebody points at.
import type { ImageUse, ImageUses } from '../../dockerfile/image-uses';
import type { Analysis } from '../../lint/analysis';
import { namedImages } from '../../lint/named-images';
import { overlaps, type Range } from '../../text/range';

const known = new WeakMap<Analysis, ImageUses>();

export function imagesOf(analysis: Analysis): ImageUses {
  const found = known.get(analysis) ?? namedImages(analysis);
  known.set(analysis, found);
  return found;
}

/** Also by a FROM whose variable leads to it. */
export const imagesIn = (analysis: Analysis, range: Range): ImageUse[] =>
  imagesOf(analysis).uses.filter((use) => [use.range, ...use.namedAt].some((place) => overlaps(place, range)));
