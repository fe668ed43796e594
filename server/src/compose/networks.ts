// What a service can be reached over: its networks, or the one of another container or of the host.

import { itemsOf, type Service, textOf, valueOf } from './model';
import type { Node } from './node';

export interface Attachment {
  /** The name at the top level. */
  readonly name: string;
  /** What is said of it; the name itself in a list. */
  readonly node: Node;
}

/** None where nothing is said: then it is the project's default network, if `network_mode` does not say something else. */
export function networksOf(service: Service): readonly Attachment[] {
  const node = valueOf(service, 'networks');
  if (node?.kind === 'mapping') return [...node.entries].map(([name, value]) => ({ name, node: value }));
  return itemsOf(node).flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [{ name, node: item }];
  });
}
