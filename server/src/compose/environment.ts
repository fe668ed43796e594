// The environment that a service is given in this file.
import { once } from '../text/once';
import { type NamedValue, namedValuesOf } from './entries';
import { type Service, valueOf } from './model';
import { isHere } from './place';

/** Those that this file is the one to speak of. */
export const environmentOf = once((service: Service): readonly NamedValue[] =>
  namedValuesOf(valueOf(service, 'environment')).filter(({ node }) => isHere(service, node)),
);
