// `!reset` and `!override`: what earlier files say at the same path does not hold.
import type { Node } from './node';
import { withEntries } from './nodes';

/** The value without what stands at a path; undefined where that is all of it. Entries of lists stay, as they do in Compose. */
export function without(node: Node, path: readonly string[]): Node | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (node.kind !== 'mapping') return node;
  const inner = node.entries.get(step);
  if (!inner) return node;
  const left = without(inner, rest);
  if (left === inner) return node;
  const entries = new Map(node.entries);
  if (left) entries.set(step, left);
  else entries.delete(step);
  return withEntries(node, entries);
}

/** The paths below a prefix, without it. */
export const below = (paths: readonly (readonly string[])[], ...prefix: readonly string[]): (readonly string[])[] =>
  paths.flatMap((path) => {
    const isBelow = prefix.every((step, i) => i >= path.length || path[i] === step);
    return isBelow ? [path.slice(prefix.length)] : [];
  });
