// What rules may know beyond the file: gathered by an edge, handed in.
import type { ImageFacts } from '../image/facts';

export interface Facts {
  readonly images: ImageFacts;
}
