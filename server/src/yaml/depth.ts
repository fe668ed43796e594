// How deep YAML is nested, told from its tokens without calling itself.
import type { CST } from 'yaml';

/** What is nested deeper is not read: the library that composes values calls itself for each level, and V8 does not survive that. */
export const MAX_DEPTH = 200;
export const TOO_DEEP = `nested more than ${MAX_DEPTH} deep: not read`;

export function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const waiting: [token: CST.Token, depth: number][] = tokens.map((token) => [token, 0]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [token, depth] = next;
    if (depth > MAX_DEPTH) return true;
    if (token.type === 'document') {
      if (token.value) waiting.push([token.value, depth]);
      continue;
    }
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if ('key' in item && item.key) waiting.push([item.key, depth + 1]);
      if ('value' in item && item.value) waiting.push([item.value, depth + 1]);
    }
  }
  return false;
}
