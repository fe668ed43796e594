// What decides how far a service is from the host: capabilities, security options, devices, namespaces.

import { once } from '../text/once';
import { itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import { HOLE, type Node } from './node';

export interface Named {
  readonly node: Node;
  /** Its number in the list. */
  readonly place: number;
  readonly name: string;
}

/** Upper case, without `CAP_`. Those that are unknown are left out. */
export const capabilitiesOf = (service: Service, key: 'cap_add' | 'cap_drop'): readonly Named[] =>
  itemsOf(valueOf(service, key)).flatMap((node, place) => {
    const text = textOf(node);
    return text === undefined ? [] : [{ node, place, name: text.toUpperCase().replace(/^CAP_/, '') }];
  });

export interface SecurityOption {
  readonly node: Node;
  readonly place: number;
  /** `no-new-privileges`, `seccomp`, `apparmor`, `label`, `systempaths`, `writable-cgroups`, `credentialspec`; lower case. */
  readonly name: string;
  /** Behind the first `=`, or else the first `:`. Empty where the name stands alone; undefined where it is unknown. */
  readonly value: string | undefined;
}

export const securityOptionsOf = once((service: Service): readonly SecurityOption[] =>
  itemsOf(valueOf(service, 'security_opt')).flatMap((node, place) => {
    if (node.kind !== 'scalar' || node.text === '') return [];
    const at = node.text.includes('=') ? node.text.indexOf('=') : node.text.indexOf(':');
    const name = (at < 0 ? node.text : node.text.slice(0, at)).trim().toLowerCase();
    if (name.includes(HOLE)) return [];
    const value = at < 0 ? '' : node.text.slice(at + 1).trim();
    return [{ node, place, name, value: value.includes(HOLE) ? undefined : value }];
  }),
);

export interface Device {
  readonly node: Node;
  readonly place: number;
  readonly source: string | undefined;
  readonly target: string | undefined;
  /** Of `rwm`. */
  readonly permissions: string | undefined;
}

export const devicesOf = (service: Service): readonly Device[] =>
  itemsOf(valueOf(service, 'devices')).map((node, place) => {
    if (node.kind === 'scalar') {
      const [source = '', target = source, permissions = 'rwm'] = node.text.split(':').map(known);
      return { node, place, source, target: target || source, permissions };
    }
    const at = (key: string, otherwise: string | undefined): string | undefined => {
      const value = valueAt(node, key);
      return value === undefined ? otherwise : textOf(value);
    };
    const source = at('source', '');
    return { node, place, source, target: at('target', source), permissions: at('permissions', 'rwm') };
  });

const known = (text: string): string | undefined => (text.includes(HOLE) ? undefined : text);

export interface User {
  readonly node: Node;
  /** Undefined where it is unknown. */
  readonly user: string | undefined;
  readonly group: string | undefined;
}

/** `user: NAME[:GROUP]`; undefined where the image decides. */
export function userOf(service: Service): User | undefined {
  const node = valueOf(service, 'user');
  if (node?.kind !== 'scalar' || node.value === null || (node.text === '' && node.certainty === 'known'))
    return undefined;
  const at = node.text.indexOf(':');
  const user = known(at < 0 ? node.text : node.text.slice(0, at));
  return { node, user, group: at < 0 ? '' : known(node.text.slice(at + 1)) };
}
