// The edits of pins: the digest behind its reference, in place of the one that is there, or taken away. Nothing else changes.
import type { ImageReference } from '../image/reference';
import type { TextEdit } from '../text/edit';
import type { ImageUse } from './image-uses';

type Placed = Pick<ImageUse, 'reference' | 'range'>;

export function pinEdit({ reference, range }: Placed, digest: string): TextEdit {
  const { end } = range;
  if (reference.digest === undefined) return { range: { start: end, end }, newText: `@${digest}` };
  const start = { line: end.line, character: end.character - reference.digest.length };
  return { range: { start, end }, newText: digest };
}

/** Undefined where there is no digest, and where there is no tag: it would mean `latest` then. */
export function unpinEdit({ reference: { tag, digest }, range }: Placed): TextEdit | undefined {
  if (tag === undefined || digest === undefined) return undefined;
  const { end } = range;
  const start = { line: end.line, character: end.character - digest.length - 1 };
  return { range: { start, end }, newText: '' };
}

/** pin: what has no digest; refresh: these, and whose tag may have moved from its digest; check: what has a digest. */
export type PinMode = 'pin' | 'refresh' | 'check';

/** A digest without a tag is what it is: nothing says what it should be, but it may be gone. */
export function isMeant({ tag, digest }: ImageReference, mode: PinMode): boolean {
  if (digest === undefined) return mode !== 'check';
  return mode === 'check' || (mode === 'refresh' && tag !== undefined);
}
