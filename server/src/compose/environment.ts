// The environment that a service is given in this file.
import { type NamedValue, namedValuesOf } from './entries';
import { valueOf } from './model';
import { perService } from './per-service';
import { isHere } from './place';

/** Those that this file is the one to speak of. */
export const environmentOf = perService((service): readonly NamedValue[] =>
  namedValuesOf(valueOf(service, 'environment')).filter(({ node }) => isHere(service, node)),
);
