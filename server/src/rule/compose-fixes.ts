// Fixes of a service: a key or an item taken out, a value replaced, keys and items added. None where the text that has to change
// is not the service's own.
import { addEntries, addItem, type Path, removeAt, replaceAt } from '../compose/edits';
import { type Service, valueAt, valueOf } from '../compose/model';
import type { TextEdit } from '../text/edit';
import type { Delta, Fix, FixSafety } from './finding';

/** Edits that another file's reading must not be changed by are left out: what several services read is theirs, too. */
function fixOf(
  title: string,
  delta: Delta,
  edits: readonly (TextEdit | undefined)[],
  safety: FixSafety = 'suggested',
): Fix[] {
  const whole = edits.flatMap((edit) => edit ?? []);
  if (whole.length === 0 || whole.length < edits.length) return [];
  return [{ title, safety, delta, edits: () => [{ edits: whole }] }];
}

const keyOf = (path: Path): string => String(path[0] ?? '');

/** How many other services the change means, in words for a title. */
function others(service: Service, path: Path): string {
  const node = valueAt(service.body, ...path);
  const users = node ? service.users(node) : 1;
  return users > 1 ? ` (for ${users} services)` : '';
}

/** Takes out the value at a path, its list with it where nothing else is in that. `shown` says what it is. */
export const takeOut = (service: Service, path: Path, shown: string): Fix[] =>
  fixOf(`Take '${shown}' out${others(service, path)}`, { changes: [keyOf(path)] }, [removeAt(service, path)]);

/** Writes another value. `text` is YAML. */
export const writeValue = (service: Service, path: Path, text: string): Fix[] =>
  fixOf(`Write '${text}'${others(service, path)}`, { changes: [keyOf(path)] }, [replaceAt(service, path, text)]);

/** Adds keys to the service: lines of YAML, each key with what it says. */
export const addKeys = (service: Service, title: string, lines: readonly string[]): Fix[] =>
  fixOf(title, { adds: lines.flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []) }, [addEntries(service, lines)]);

/** Adds an item to a list of the service, and the list where there is none. `text` is YAML. */
export function addToList(service: Service, key: string, text: string): Fix[] {
  const title = `Add '${text}' to ${key}`;
  if (valueOf(service, key) === undefined) return addKeys(service, title, [`${key}:`, `  - ${text}`]);
  return fixOf(title, { changes: [key] }, [addItem(service, [key], text)]);
}

/** Takes one thing out and adds another, at once. */
export function replaceKey(service: Service, title: string, path: Path, lines: readonly string[]): Fix[] {
  const delta = { changes: [keyOf(path)], adds: lines.flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []) };
  return fixOf(title, delta, [removeAt(service, path), addEntries(service, lines)]);
}
