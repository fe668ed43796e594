// Fixes of a daemon.json: a key taken out, set, or added.
import { addProperties, removeItem, removeProperty, replaceValue } from '../daemon/edits';
import type { JsonArray, JsonNode, JsonProperty } from '../daemon/json';
import type { DaemonFile } from '../daemon/model';
import type { Fix } from './finding';

/** Of the top level. */
export function removeKey(file: DaemonFile, property: JsonProperty): Fix[] {
  const { root } = file;
  if (!root) return [];
  const edits = () => [{ edits: [removeProperty(file, root, property)] }];
  return [{ title: `Take "${property.key}" out`, safety: 'suggested', delta: { removes: [property.key] }, edits }];
}

/** Of the top level: the value is written as JSON. */
export function setKey({ key, value }: JsonProperty, to: unknown): Fix[] {
  if (!value) return [];
  const edits = () => [{ edits: [replaceValue(value, to)] }];
  const title = `Write "${key}": ${JSON.stringify(to)}`;
  return [{ title, safety: 'suggested', delta: { changes: [key] }, edits }];
}

/** To the top level. */
export function addKey(file: DaemonFile, key: string, value: unknown): Fix[] {
  const { root } = file;
  if (!root) return [];
  const edits = () => [{ edits: [addProperties(file, root, [[key, value]])] }];
  return [{ title: `Add "${key}": ${JSON.stringify(value)}`, safety: 'suggested', delta: { adds: [key] }, edits }];
}

/** Out of a list that a key of the top level holds; the key goes along where nothing else is in it. */
export function dropItem(file: DaemonFile, property: JsonProperty, list: JsonArray, item: JsonNode): Fix[] {
  if (list.items.length < 2) return removeKey(file, property);
  const edits = () => [{ edits: [removeItem(file, list, item)] }];
  const shown = item.kind === 'scalar' ? ` ${JSON.stringify(item.value)}` : '';
  return [{ title: `Take${shown} out`, safety: 'suggested', delta: { changes: [property.key] }, edits }];
}

/** Several to the top level, at once. */
export function addKeys(
  file: DaemonFile,
  title: string,
  entries: readonly (readonly [key: string, value: unknown])[],
): Fix[] {
  const { root } = file;
  if (!root) return [];
  const edits = () => [{ edits: [addProperties(file, root, entries)] }];
  return [{ title, safety: 'suggested', delta: { adds: entries.map(([key]) => key) }, edits }];
}

export function renameKey({ key, keyRange }: JsonProperty, to: string): Fix[] {
  const edits = () => [{ edits: [{ range: keyRange, newText: JSON.stringify(to) }] }];
  return [{ title: `Write "${to}"`, safety: 'suggested', delta: { removes: [key], adds: [to] }, edits }];
}
