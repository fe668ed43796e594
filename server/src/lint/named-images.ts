// The images that a file names, of whichever kind it is.
import { composeImages } from '../compose/image-uses';
import { type ImageUses, imageUses } from '../dockerfile/image-uses';
import type { Analysis } from './analysis';

const NONE: ImageUses = { uses: [], unplaced: [] };

export function namedImages({ dockerfile, compose }: Analysis): ImageUses {
  if (dockerfile) return imageUses(dockerfile);
  return compose ? composeImages(compose) : NONE;
}
