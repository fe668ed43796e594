// Where a value is reported, and whether it may be edited there.
import type { Range } from '../text/range';
import type { Service } from './model';
import type { Node } from './node';

/** The file that is read is the one to speak of the value: it writes it, or takes it in itself. */
export const isHere = (service: Service, { origin }: Node): boolean =>
  origin.uri === service.uri || origin.use !== undefined;

/** Written in this service's own text, so that an edit there means this service. `users` says which others read it. */
export const isOwn = (service: Service, { origin }: Node): boolean =>
  origin.uri === service.uri && origin.via === 'own';

/** In this file: the value itself where it is the service's own, else where the service takes it in, else its name. */
export const placeOf = (service: Service, node: Node): Range =>
  isOwn(service, node) ? node.origin.range : (node.origin.use ?? service.nameRange);

/** The file that is read writes the service itself: what is missing is missing here, not in a base or an included file. */
export const isOwnService = ({ lines }: Service): boolean => lines.length > 0;
