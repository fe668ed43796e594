// How the image of a service is built.

import { once } from '../text/once';
import { type NamedValue, namedValuesOf } from './entries';
import { type Grant, grantsIn } from './grants';
import { booleanOf, itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import type { Node } from './node';
import { HOLE } from './node';

export interface Build {
  readonly node: Node;
  /** A folder, or the address of a repository. Undefined where it is unknown; `.` where nothing is said. */
  readonly context: string | undefined;
  /** Relative to the context. Undefined where it is unknown, and for a Dockerfile that is written here. */
  readonly dockerfile: string | undefined;
  /** A Dockerfile written in the Compose file, as Compose hands it on. */
  readonly inline: Node | undefined;
  readonly target: string | undefined;
  readonly args: readonly NamedValue[];
  readonly labels: readonly NamedValue[];
  readonly additionalContexts: readonly NamedValue[];
  /** `default`, `id=path`. */
  readonly ssh: readonly NamedValue[];
  readonly secrets: readonly Grant[];
  readonly isPrivileged: boolean | undefined;
  readonly entitlements: readonly string[];
  readonly network: string | undefined;
}

/** Undefined where nothing is built. */
export const buildOf = once((service: Service): Build | undefined => {
  const node = valueOf(service, 'build');
  if (node === undefined || node.kind === 'sequence') return undefined;
  const isShort = node.kind === 'scalar';
  if (isShort && node.value === null) return undefined;
  const text = (key: string, otherwise: string | undefined): string | undefined => {
    const value = valueAt(node, key);
    return value === undefined ? otherwise : textOf(value);
  };
  const inline = valueAt(node, 'dockerfile_inline');
  const privileged = valueAt(node, 'privileged');
  const texts = (key: string): readonly string[] =>
    itemsOf(valueAt(node, key))
      .flatMap((item) => textOf(item) ?? [])
      .filter((item) => !item.includes(HOLE));
  return {
    node,
    context: isShort ? textOf(node) : text('context', '.'),
    dockerfile: inline ? undefined : text('dockerfile', 'Dockerfile'),
    inline,
    target: text('target', undefined),
    args: namedValuesOf(valueAt(node, 'args')),
    labels: namedValuesOf(valueAt(node, 'labels')),
    additionalContexts: namedValuesOf(valueAt(node, 'additional_contexts')),
    ssh: namedValuesOf(valueAt(node, 'ssh')),
    secrets: grantsIn(valueAt(node, 'secrets'), ''),
    isPrivileged: privileged === undefined ? false : booleanOf(privileged),
    entitlements: texts('entitlements'),
    network: text('network', undefined),
  };
});
