// Digests that were asked for not long ago, on disk: a file for each, so that several processes can share them.
// Nothing of who asked is in it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock';

export interface DigestCache {
  /** Undefined for what is not there, or too old. */
  get(reference: string): Promise<string | undefined>;
  set(reference: string, digest: string): Promise<void>;
}

export interface CacheOptions {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly maxAgeMs: number;
  /** How many are kept. */
  readonly maxEntries: number;
}

/** What can't be read or written is as if it were not there. */
export function digestCache({ folder, clock, maxAgeMs, maxEntries }: CacheOptions): DigestCache {
  const pathOf = (reference: string): string =>
    join(folder, `${createHash('sha256').update(reference).digest('hex').slice(0, 40)}.json`);
  let tidied: Promise<void> | undefined;
  return {
    async get(reference) {
      const text = await readFile(pathOf(reference), 'utf8').catch(() => '');
      const entry = entryIn(text);
      if (entry?.reference !== reference) return undefined;
      const age = clock.now() - entry.asked;
      return age >= 0 && age < maxAgeMs ? entry.digest : undefined;
    },
    async set(reference, digest) {
      const entry: Entry = { reference, digest, asked: clock.now() };
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
        await writeFile(temporary, JSON.stringify(entry), { flag: 'wx', mode: 0o600 });
        await rename(temporary, pathOf(reference));
        tidied ??= removeOldest(folder, maxEntries);
        await tidied;
      } catch {
        // It is asked again next time.
      }
    },
  };
}

interface Entry {
  readonly reference: string;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly asked: number;
}

function entryIn(text: string): Entry | undefined {
  try {
    const { reference, digest, asked } = JSON.parse(text);
    const isEntry = typeof reference === 'string' && typeof asked === 'number' && /^sha256:[0-9a-f]{64}$/.test(digest);
    return isEntry ? { reference, digest, asked } : undefined;
  } catch {
    return undefined;
  }
}

async function removeOldest(folder: string, maxEntries: number): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= maxEntries) return;
  const written = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const oldest = written.sort((a, b) => a.at - b.at).slice(0, names.length - maxEntries);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}
