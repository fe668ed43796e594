// What a refreshed pin tells: whether the tag has moved, and when the old image and the new one were made.
import type { ImageUse } from '../../dockerfile/image-uses';
import { type ImageReference, parseImageReference } from '../../image/reference';
import { dayOfCreation } from '../../image/registry-answer';
import type { Refreshed } from './outcome';
import { type Pin, taggedText } from './pin-files';
import type { ImageSource } from './registries';

/** `pin` is undefined where the tag has not moved. */
export async function refreshedOf(use: ImageUse, pin: Pin | undefined, source: ImageSource): Promise<Refreshed> {
  const image = taggedText(use);
  if (!pin) return { image, moved: false };
  const { text, nameEnd } = use.reference;
  const fresh = parseImageReference(`${text.slice(0, nameEnd)}@${pin.digest}`);
  const [from, to] = await Promise.all([dayOf(use.reference, source), fresh && dayOf(fresh, source)]);
  return { image, moved: true, ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** Undefined also where the image is gone: that is no reason not to refresh. */
async function dayOf(reference: ImageReference, source: ImageSource): Promise<string | undefined> {
  const facts = await source.factsOf(reference).catch(() => undefined);
  return dayOfCreation(facts?.image?.created);
}
