// What is worked out of a service once, and kept as long as the service is the same value.
import { once } from '../text/once';
import type { Service } from './model';

/** `read` depends on nothing but the service. */
export const perService = <Value>(read: (service: Service) => Value): ((service: Service) => Value) => once(read);
