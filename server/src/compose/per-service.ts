// What is worked out of a service once, and kept as long as the service is the same value.
import type { Service } from './model';

/** `read` depends on nothing but the service. */
export function perService<Value>(read: (service: Service) => Value): (service: Service) => Value {
  const known = new WeakMap<Service, { readonly value: Value }>();
  return (service) => {
    const before = known.get(service);
    if (before) return before.value;
    const value = read(service);
    known.set(service, { value });
    return value;
  };
}
