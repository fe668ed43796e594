// Secrets and configs that a service or a build is given.

import { itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import type { Node } from './node';

export interface Grant {
  readonly node: Node;
  /** The name at the top level. */
  readonly source: string | undefined;
  /** Where it stands in the container. */
  readonly target: string | undefined;
  readonly uid: Node | undefined;
  readonly gid: Node | undefined;
  readonly mode: Node | undefined;
}

export const secretsOf = (service: Service): readonly Grant[] => grantsIn(valueOf(service, 'secrets'), '/run/secrets/');
export const configsOf = (service: Service): readonly Grant[] => grantsIn(valueOf(service, 'configs'), '/');

/** `folder` is where one stands that does not say where. */
export const grantsIn = (node: Node | undefined, folder: string): readonly Grant[] =>
  itemsOf(node).map((item) => grantOf(item, folder));

function grantOf(node: Node, folder: string): Grant {
  const source = textOf(node.kind === 'scalar' ? node : valueAt(node, 'source'));
  const said = valueAt(node, 'target');
  const target = said ? textOf(said) : source === undefined ? undefined : folder + source;
  return { node, source, target, uid: valueAt(node, 'uid'), gid: valueAt(node, 'gid'), mode: valueAt(node, 'mode') };
}
