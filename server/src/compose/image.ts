// The image that a service runs, where it is pulled from a registry.
import { type ImageReference, parseImageReference } from '../image/reference';
import { once } from '../text/once';
import { type Service, textOf, valueOf } from './model';
import { HOLE, type Scalar } from './node';

export interface ServiceImage {
  readonly node: Scalar;
  /** As Compose reads it, with a HOLE for each part that is unknown. */
  readonly text: string;
  /** Undefined where a variable decides, and for what is no reference. */
  readonly reference: ImageReference | undefined;
}

/** Undefined where the service says nothing of an image. */
export const imageOf = once((service: Service): ServiceImage | undefined => {
  const node = valueOf(service, 'image');
  if (node?.kind !== 'scalar' || node.text === '') return undefined;
  return { node, text: node.text, reference: node.text.includes(HOLE) ? undefined : parseImageReference(node.text) };
});

/** The image comes from a registry: nothing here builds it, and it may be pulled. */
export function isPulled(service: Service): boolean {
  if (valueOf(service, 'build')) return false;
  const policy = textOf(valueOf(service, 'pull_policy'));
  return policy !== 'build' && policy !== 'never';
}

/** What is known of the reference: all, or what stands behind the last slash where a variable holds what is before that. */
export function knownEnd({ text, reference }: ServiceImage): ImageReference | undefined {
  if (reference || !text.includes(HOLE)) return reference;
  const end = text.slice(text.lastIndexOf('/') + 1);
  const colon = end.lastIndexOf(':');
  const name = colon < 0 ? end : end.slice(0, colon);
  const tag = colon < 0 ? '' : end.slice(colon);
  if (tag.includes(HOLE) || (name.includes(HOLE) && tag === '')) return undefined;
  return parseImageReference(`${name.includes(HOLE) ? 'name' : name}${tag}`);
}
