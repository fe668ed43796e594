// An effective value of a Compose file: what Compose reads after interpolation, anchors, extends, include and merging, and
// where that is written.
import type { Range } from '../text/range';

/** A part of a text that only the environment of a run decides stands in `Scalar.text` as this one character. */
export const HOLE = '\ufffc';

/** How a value came to a service: it stands there, or it was taken in from elsewhere. */
export type Via = 'own' | 'anchor' | 'extends' | 'include' | 'override';

/**
 * Where a value is written. Ranges in the file that is read count from the first line of the service they are read in (from
 * the file's first line for values outside services); ranges in other files count from the first line of those.
 */
export interface Origin {
  readonly uri: string;
  /** The value itself. For one of a list in the form `KEY=value`, the whole item. */
  readonly range: Range;
  /** The key in a mapping; the value itself for an item of a list. */
  readonly key: Range;
  readonly via: Via;
  /** Where the file that is read takes the value in, if it is not written there as the service's own: the alias, `extends`, `include`. */
  readonly use?: Range;
}

/**
 * known: the file says it. default: what holds when variables with a default are not set, which is what is shipped.
 * unknown: a variable without a default decides.
 */
export type Certainty = 'known' | 'default' | 'unknown';

export type Node = Scalar | Mapping | Sequence;

export interface Scalar {
  readonly kind: 'scalar';
  readonly certainty: Certainty;
  /** What Compose reads; undefined where it is unknown. Booleans and numbers that stand in quotes are what Compose makes of them. */
  readonly value: string | number | boolean | null | undefined;
  /** The value as a text, with a HOLE for each part that is unknown. Empty for null. */
  readonly text: string;
  /** What this file itself ships: a HOLE for each part that comes from anywhere else, `.env` included. Look for secrets here. */
  readonly shipped: string;
  /** What Compose reads when no variable is set but those of `.env`. */
  readonly unset: string | number | boolean | null;
  /** As written, before interpolation, without the quotes of YAML. */
  readonly written: string;
  readonly origin: Origin;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Node>;
  readonly origin: Origin;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  readonly origin: Origin;
}
