// What rules may know beyond the file: gathered by an edge, handed in.
import type { ImageFacts } from '../image/facts';

export interface Facts {
  readonly images: ImageFacts;
  /** The date, as `2026-11-22`. Undefined for unknown: rules that count days say nothing then. */
  readonly today?: string;
}
