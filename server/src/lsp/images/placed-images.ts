// The images of a document, found once for an analysis, and the one that somebody points at.
import { type ImageUse, type ImageUses, imageUses } from '../../dockerfile/image-uses';
import type { Analysis } from '../../lint/analysis';
import { overlaps, type Range } from '../../text/range';

const NONE: ImageUses = { uses: [], unplaced: [] };
const known = new WeakMap<Analysis, ImageUses>();

export function imagesOf(analysis: Analysis): ImageUses {
  const found = known.get(analysis) ?? (analysis.dockerfile ? imageUses(analysis.dockerfile) : NONE);
  known.set(analysis, found);
  return found;
}

/** Also by a FROM whose variable leads to it. */
export const imagesIn = (analysis: Analysis, range: Range): ImageUse[] =>
  imagesOf(analysis).uses.filter((use) => [use.range, ...use.namedAt].some((place) => overlaps(place, range)));
