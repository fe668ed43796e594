// The images of a file that a registry was asked for, each with what it said.
import type { ImageFacts } from '../image/facts';
import type { LearnedImage } from '../image/learned';
import type { ImageReference } from '../image/reference';
import type { Range } from '../text/range';
import { imageUses } from './image-uses';
import type { Dockerfile } from './model';

export interface LearnedUse {
  readonly reference: ImageReference;
  readonly range: Range;
  readonly image: LearnedImage;
  /** In a message: the digest is too long for one. */
  readonly shown: string;
}

export function learnedImages(file: Dockerfile, images: ImageFacts): LearnedUse[] {
  if (!images.learned) return [];
  const { uses, unplaced } = imageUses(file);
  return [...uses, ...unplaced].flatMap(({ reference, range }) => {
    const image = images.learned?.(reference);
    return image ? [{ reference, range, image, shown: reference.text.replace(/(?<=@sha256:.{12}).*$/, '…') }] : [];
  });
}
