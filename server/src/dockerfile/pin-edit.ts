// The edit that pins an image: the digest behind its reference, or in place of the one that is there. Nothing else changes.
import type { TextEdit } from '../text/edit';
import type { ImageUse } from './image-uses';

export function pinEdit({ reference, range }: ImageUse, digest: string): TextEdit {
  const { end } = range;
  if (reference.digest === undefined) return { range: { start: end, end }, newText: `@${digest}` };
  const start = { line: end.line, character: end.character - reference.digest.length };
  return { range: { start, end }, newText: digest };
}
