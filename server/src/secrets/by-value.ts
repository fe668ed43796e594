// Secrets by their value: one pass over a text for keywords, and a closer look only where one stands.
import { accountPasswords } from './accounts';
import { Keywords } from './keywords';
import { namedValues } from './named-values';
import { patterns, secretsAt } from './patterns';
import type { Secret, Shape } from './secret';
import { authorizations, curlUsers, privateKeys, urlCredentials } from './shapes';

/** The more a shape says, the earlier it stands: it wins where two find the same. */
const SHAPES: readonly Shape[] = [
  privateKeys,
  urlCredentials,
  authorizations,
  curlUsers,
  accountPasswords,
  namedValues,
];
/** No text of a person holds more; what a machine made is reported by its first ones. */
const MAX_SECRETS = 200;

interface Search {
  readonly keywords: Keywords;
  /** By the word: the patterns that it calls, and the shapes. */
  readonly calls: readonly { readonly patterns: readonly number[]; readonly shapes: readonly number[] }[];
}

let prepared: Search | undefined;

function prepare(): Search {
  const calls = new Map<string, { patterns: number[]; shapes: number[] }>();
  const callsOf = (word: string): { patterns: number[]; shapes: number[] } => {
    const known = calls.get(word) ?? { patterns: [], shapes: [] };
    calls.set(word, known);
    return known;
  };
  for (const [index, { keywords }] of patterns.entries())
    for (const word of keywords) callsOf(word).patterns.push(index);
  for (const [index, { words }] of SHAPES.entries()) for (const word of words) callsOf(word).shapes.push(index);
  return { keywords: new Keywords([...calls.keys()]), calls: [...calls.values()] };
}

const NONE: readonly Secret[] = [];

/** The secrets in a text, from left to right; none overlaps another. */
export function findSecrets(text: string): readonly Secret[] {
  prepared ??= prepare();
  const hits = prepared.keywords.hits(text);
  if (hits.length === 0) return NONE;
  const byPattern: Secret[] = [];
  const byShape: Secret[][] = [];
  /** How far a pattern or a shape has looked. */
  const patternsDone: number[] = [];
  const shapesDone: number[] = [];
  let count = 0;
  for (const { word, at } of hits) {
    if (count >= MAX_SECRETS) break;
    const call = prepared.calls[word];
    if (!call) continue;
    for (const index of call.patterns) {
      if (at < (patternsDone[index] ?? 0)) continue;
      const { found, next } = secretsAt(text, index, at);
      patternsDone[index] = next;
      count += found.length;
      for (const secret of found) byPattern.push(secret);
    }
    for (const index of call.shapes) {
      const from = shapesDone[index] ?? 0;
      const result = at < from ? undefined : SHAPES[index]?.at(text, at, from);
      if (!result) continue;
      shapesDone[index] = result.next;
      if (!result.secret) continue;
      count++;
      const found = byShape[index];
      if (found) found.push(result.secret);
      else byShape[index] = [result.secret];
    }
  }
  return count === 0 ? NONE : withoutOverlaps([...byPattern, ...byShape.flat()]);
}

/** Of secrets that touch the same place, the first of the list. */
function withoutOverlaps(secrets: readonly Secret[]): Secret[] {
  const kept: Secret[] = [];
  for (const secret of secrets) {
    if (kept.every(({ start, end }) => secret.end <= start || end <= secret.start)) kept.push(secret);
  }
  return kept.sort((a, b) => a.start - b.start);
}
