// Commands of a service as words: `command`, `entrypoint`, the test of a healthcheck, hooks.

import { itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import { HOLE, type Node } from './node';
import { splitWords } from './words-syntax';

export interface Words {
  readonly node: Node;
  /** exec: a list of words. text: one text, which Compose splits like a shell, without running one. */
  readonly form: 'exec' | 'text';
  /** With a HOLE for each part that is unknown. */
  readonly words: readonly string[];
}

/** Undefined where nothing is said, or null is. An empty list takes away what the image says. */
export function wordsOf(node: Node | undefined): Words | undefined {
  if (node === undefined || node.kind === 'mapping') return undefined;
  if (node.kind === 'sequence') {
    return { node, form: 'exec', words: node.items.map((item) => (item.kind === 'scalar' ? item.text : '')) };
  }
  return node.value === null ? undefined : { node, form: 'text', words: splitWords(node.text).words };
}

export const commandOf = (service: Service): Words | undefined => wordsOf(valueOf(service, 'command'));
export const entrypointOf = (service: Service): Words | undefined => wordsOf(valueOf(service, 'entrypoint'));

export interface Healthcheck {
  readonly node: Node;
  /** `disable: true`, or a test that says NONE. */
  readonly isDisabled: boolean;
  /** Through a shell (`CMD-SHELL`, or one text) the words are one: the script. */
  readonly test:
    | { readonly node: Node; readonly form: 'exec' | 'shell'; readonly words: readonly string[] }
    | undefined;
}

export function healthcheckOf(service: Service): Healthcheck | undefined {
  const node = valueOf(service, 'healthcheck');
  if (node?.kind !== 'mapping') return undefined;
  const isOff = textOf(valueAt(node, 'disable'))?.toLowerCase() === 'true';
  const test = valueAt(node, 'test');
  if (test === undefined || test.kind === 'mapping') return { node, isDisabled: isOff, test: undefined };
  if (test.kind === 'scalar') {
    const isNone = test.text === 'NONE';
    return {
      node,
      isDisabled: isOff || isNone,
      test: isNone ? undefined : { node: test, form: 'shell', words: [test.text] },
    };
  }
  const [how, ...words] = itemsOf(test).map((item) => (item.kind === 'scalar' ? item.text : HOLE));
  if (how === 'NONE') return { node, isDisabled: true, test: undefined };
  return { node, isDisabled: isOff, test: { node: test, form: how === 'CMD-SHELL' ? 'shell' : 'exec', words } };
}
