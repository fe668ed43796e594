// JSON with the place of every value. The only file that imports jsonc-parser; what it answers knows nothing of that library.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type RangeOf, rangesIn } from '../text/offsets';
import type { Range } from '../text/range';

export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonProperty {
  readonly key: string;
  readonly keyRange: Range;
  /** Undefined where nothing follows the colon yet. */
  readonly value: JsonNode | undefined;
  /** From the key to the end of the value. */
  readonly range: Range;
}

export interface JsonObject {
  readonly kind: 'object';
  readonly range: Range;
  /** In their order; a key that is given twice stands here twice. */
  readonly properties: readonly JsonProperty[];
}

export interface JsonArray {
  readonly kind: 'array';
  readonly range: Range;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly value: string | number | boolean | null;
}

export interface JsonProblem {
  readonly range: Range;
  /** Lower case, no full stop. */
  readonly message: string;
}

export interface JsonDocument {
  readonly root: JsonNode | undefined;
  readonly problems: readonly JsonProblem[];
}

/** Deeper values are left out: no file of the daemon's has them. */
const MAX_DEPTH = 100;

/** Never throws: strict JSON, and what is none is a problem while the rest is read. Lines end at LF. */
export function readJson(text: string): JsonDocument {
  const rangeOf = rangesIn(text);
  if (isTooDeep(text)) return { root: undefined, problems: [{ range: rangeOf(0, 0), message: TOO_DEEP }] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: true });
  const problems = errors.map(({ error, offset, length }) => ({
    range: rangeOf(offset, offset + length),
    message: MESSAGES[printParseErrorCode(error)] ?? 'this is no JSON',
  }));
  return { root: tree && nodeOf(tree, rangeOf), problems };
}

const TOO_DEEP = `values are nested more than ${MAX_DEPTH} deep: not analysed`;

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value',
  InvalidNumberFormat: 'this is no number in JSON',
  PropertyNameExpected: 'a key in double quotes is missing here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing here',
  CloseBraceExpected: "a '}' is missing here",
  CloseBracketExpected: "a ']' is missing here",
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON knows no comments: the daemon refuses to start',
  UnexpectedEndOfComment: 'a comment is not closed, and JSON knows none',
  UnexpectedEndOfString: 'a text is not closed',
  UnexpectedEndOfNumber: 'a number is not whole',
  InvalidUnicode: 'this is no Unicode escape',
  InvalidEscapeCharacter: 'this is no escape in JSON',
  InvalidCharacter: 'this character has no place in JSON',
};

/** The library reads by recursion: what would be too much for it is seen before. Brackets in texts count too, which does no harm. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function nodeOf(node: Node, rangeOf: RangeOf): JsonNode {
  const range = rangeOf(node.offset, node.offset + node.length);
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'array', range, items: children.map((child) => nodeOf(child, rangeOf)) };
  if (node.type !== 'object') return { kind: 'scalar', range, value: scalarOf(node.value) };
  return { kind: 'object', range, properties: children.flatMap((child) => propertyOf(child, rangeOf) ?? []) };
}

function propertyOf({ children = [], offset, length }: Node, rangeOf: RangeOf): JsonProperty | undefined {
  const [key, value] = children;
  if (!key) return undefined;
  return {
    key: String(key.value),
    keyRange: rangeOf(key.offset, key.offset + key.length),
    value: value && nodeOf(value, rangeOf),
    range: rangeOf(offset, offset + length),
  };
}

function scalarOf(value: unknown): JsonScalar['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
