// The cache on disk, in one file that several processes share, and in memory as far as it was read.
import type { Cache, Kept } from './cache';
import type { Clock } from './clock';
import { jsonObject } from './json';
import { type Entry, Log } from './log';

export interface LogOptions {
  readonly path: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Of the file. What was used least recently goes first. */
  readonly maxBytes: number;
}

/** Of one answer: a registry that says more is asked again. */
const MAX_LINE = 262_144;
/** That an entry is used is written down once in so long. */
const USED_MS = 86_400_000;

/** What can't be read or written is as if it were not there; it is then kept in memory alone. */
export function logCache({ path, clock, maxBytes }: LogOptions): Cache {
  const log = new Log(path, maxBytes);
  return {
    get(key) {
      log.catchUp();
      const entry = log.entries.get(key);
      const kept = entry && keptIn(entry);
      if (!kept || kept.asked > clock.now()) return undefined;
      if (clock.now() - entry.used >= USED_MS) log.add(key, { ...entry, used: clock.now() });
      return kept;
    },
    set(key, value) {
      const line = JSON.stringify(value);
      // A key is a part of a line: none may make two of it.
      if (line.length < MAX_LINE && !/[\t\n]/.test(key)) log.add(key, { line, asked: clock.now(), used: clock.now() });
    },
  };
}

function keptIn({ line, asked }: Entry): Kept | undefined {
  const value = jsonObject(line);
  return value && { value, asked };
}
