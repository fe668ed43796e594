// How deep YAML is nested, told from its tokens without calling itself.
import type { CST } from 'yaml';

export function isTooDeep(tokens: readonly CST.Token[], limit: number): boolean {
  const waiting: [token: CST.Token, depth: number][] = tokens.map((token) => [token, 0]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [token, depth] = next;
    if (depth > limit) return true;
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
