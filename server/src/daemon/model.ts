// The configuration of the Docker daemon as rules read it.
import { type JsonNode, type JsonObject, type JsonProblem, type JsonProperty, readJson } from './json';
import { KEYS } from './keys';

export interface DaemonFile {
  readonly lines: readonly string[];
  /** Undefined for a file that holds no object. */
  readonly root: JsonObject | undefined;
  readonly problems: readonly JsonProblem[];
}

export function readDaemon(text: string): DaemonFile {
  // A byte order mark is no JSON, but the editor's own affair: a space keeps every column.
  const { root, problems } = readJson(text.replace(/^\ufeff/, ' '));
  return { lines: text.split('\n'), root: root?.kind === 'object' ? root : undefined, problems };
}

/** What a key says: where it is given twice, the last counts, as in the daemon. */
export const propertyOf = ({ root }: DaemonFile, key: string): JsonProperty | undefined =>
  root?.properties.findLast((property) => property.key === key);

export const valueOf = (file: DaemonFile, key: string): JsonNode | undefined => propertyOf(file, key)?.value;

/** The value of a key where it is a text, a number or a boolean; undefined else. */
export function scalarOf(file: DaemonFile, key: string): string | number | boolean | undefined {
  const value = valueOf(file, key);
  return value?.kind === 'scalar' && value.value !== null ? value.value : undefined;
}

/** The texts of a list, each with its node. */
export function textsOf(value: JsonNode | undefined): { readonly text: string; readonly node: JsonNode }[] {
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((node) =>
    node.kind === 'scalar' && typeof node.value === 'string' ? [{ text: node.value, node }] : [],
  );
}

/** Where a key that is missing is missed: the brace that opens the object. */
export const placeOfMissing = ({ start }: JsonObject['range']): JsonObject['range'] => ({
  start,
  end: { line: start.line, character: start.character + 1 },
});

/** The object where something may be missing: other programs have a daemon.json, too, and know none of the keys. */
export function hardenable({ root }: DaemonFile): JsonObject | undefined {
  const isDockers = root?.properties.length === 0 || root?.properties.some(({ key }) => KEYS.has(key));
  return isDockers ? root : undefined;
}
