// The configuration of the Docker daemon as rules read it.
import { type JsonNode, type JsonObject, type JsonProblem, type JsonProperty, readJson } from './json';

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
