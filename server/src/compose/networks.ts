// What a service can be reached over: its networks, or the one of another container or of the host.

import { once } from '../text/once';
import { itemsOf, type Service, textOf, valueOf } from './model';
import type { Node } from './node';

export interface Attachment {
  /** The name at the top level. */
  readonly name: string;
  /** What is said of it; the name itself in a list. */
  readonly node: Node;
}

/** None where nothing is said: then it is the project's default network, if `network_mode` does not say something else. */
export const networksOf = once((service: Service): readonly Attachment[] =>
  attachmentsIn(valueOf(service, 'networks')),
);

/** `node` is what a service says under `networks`. */
export function attachmentsIn(node: Node | undefined): readonly Attachment[] {
  if (node?.kind === 'mapping') return [...node.entries].map(([name, value]) => ({ name, node: value }));
  return itemsOf(node).flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [{ name, node: item }];
  });
}

export const BINDING = 'com.docker.network.bridge.host_binding_ipv4';

/** Every network that it is on publishes on loopback where a port says no address. */
export function bindsToLoopback(service: Service): boolean {
  return namesOf(service).every((name) => isLoopback(service.resources.networks.get(name)?.options.get(BINDING) ?? ''));
}

export const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address);

const namesOf = (service: Service): readonly string[] => {
  const attached = networksOf(service).map(({ name }) => name);
  return attached.length > 0 ? attached : ['default'];
};

/** Every network that it is on is a bridge of the project which takes the options that the daemon gives to new ones. */
export const isOnPlainBridges = (service: Service): boolean =>
  !service.isSwarm &&
  valueOf(service, 'network_mode') === undefined &&
  namesOf(service).every((name) => {
    const network = service.resources.networks.get(name);
    const { isExternal = false, driver = 'bridge', options } = network ?? {};
    return !isExternal && driver === 'bridge' && !options?.has(BINDING);
  });
