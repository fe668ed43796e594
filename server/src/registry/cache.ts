// What was asked for not long ago, on disk: a file for each, so that several processes can share them, and in memory before that.
// Nothing of who asked is in it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock';
import { jsonObject, recordOf } from './json';

export interface Kept {
  /** As it was set, if nobody has changed the file: look at it before it is used. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly asked: number;
}

export interface Cache {
  get(key: string): Promise<Kept | undefined>;
  set(key: string, value: object): Promise<void>;
}

export interface CacheOptions {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Of all files. What was used least recently goes first. */
  readonly maxBytes: number;
}

/** Of one entry: a registry that says more is asked again. */
const MAX_ENTRY_BYTES = 262_144;
/** Of a writer that was killed. */
const ABANDONED_MS = 3_600_000;

/** What can't be read or written is as if it were not there. */
export function diskCache({ folder, clock, maxBytes }: CacheOptions): Cache {
  const pathOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`);
  let untidied = Number.POSITIVE_INFINITY;
  return {
    async get(key) {
      const path = pathOf(key);
      const said = jsonObject(await readFile(path).catch(() => Buffer.alloc(0)));
      if (said?.key !== key || typeof said.asked !== 'number' || said.asked > clock.now()) return undefined;
      const used = clock.now() / 1_000;
      await utimes(path, used, used).catch(() => {});
      return { value: recordOf(said.value), asked: said.asked };
    },
    async set(key, value) {
      const text = JSON.stringify({ key, asked: clock.now(), value });
      if (text.length > MAX_ENTRY_BYTES) return;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
        await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
        await rename(temporary, pathOf(key));
        untidied += text.length;
        if (untidied < maxBytes / 8) return;
        untidied = 0;
        await tidy(folder, maxBytes, clock.now());
      } catch {
        // It is asked again next time.
      }
    },
  };
}

/** The newest of so many are kept in memory; what another process asks meanwhile is not seen. */
export function memoryCache(behind: Cache, clock: Pick<Clock, 'now'>, maxEntries: number): Cache {
  const entries = new Map<string, Kept>();
  const keep = (key: string, kept: Kept): void => {
    entries.delete(key);
    entries.set(key, kept);
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
  };
  return {
    async get(key) {
      const kept = entries.get(key) ?? (await behind.get(key));
      if (kept) keep(key, kept);
      return kept;
    },
    async set(key, value) {
      keep(key, { value: { ...value }, asked: clock.now() });
      await behind.set(key, value);
    },
  };
}

/** Behind nothing: for as long as the process lives. */
export const noCache: Cache = { get: async () => undefined, set: async () => {} };

async function tidy(folder: string, maxBytes: number, now: number): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size = 0, mtimeMs = 0 } = (await stat(path).catch(() => undefined)) ?? {};
      return { path, size, used: mtimeMs, isTemporary: name.startsWith('.') };
    }),
  );
  let room = maxBytes;
  for (const { path, size, used, isTemporary } of files.sort((a, b) => b.used - a.used)) {
    room -= size;
    const isOver = isTemporary ? now - used > ABANDONED_MS : room < 0;
    if (isOver) await rm(path, { force: true });
  }
}
