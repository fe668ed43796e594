// One file that is only appended to, a line for each entry: making a file costs a hundred times what a line does, and several
// processes may append at once.
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface Entry {
  readonly line: string;
  /** Both in milliseconds since 1970. */
  readonly asked: number;
  readonly used: number;
}

/** What stays when there is too much. */
const REST = 0.75;

/** The file and what was read of it. */
export class Log {
  /** What was used last comes last, as far as times are equal. */
  readonly entries = new Map<string, Entry>();
  /** Which file it was, how it looked, and how far it was read. */
  private generation = '';
  private look = '';
  private offset = 0;

  constructor(
    private readonly path: string,
    private readonly maxBytes: number,
  ) {}

  add(key: string, entry: Entry): void {
    this.keep(key, entry);
    try {
      append(this.path, lineOf(key, entry));
      if (statSync(this.path).size > this.maxBytes) this.shrink();
    } catch {
      // It is asked again next time.
    }
  }

  /** Reads what others have written since. */
  catchUp(): void {
    try {
      const found = statSync(this.path, { throwIfNoEntry: false });
      if (!found) return;
      const { ino, size, mtimeMs } = found;
      const look = `${ino} ${size} ${mtimeMs}`;
      if (look === this.look) return;
      this.read(size);
      this.look = look;
    } catch {
      // It is gone again, or not ours to read.
    }
  }

  private read(size: number): void {
    const descriptor = openSync(this.path, 'r');
    try {
      const generation = textAt(descriptor, 0, HEAD_LENGTH);
      if (generation !== this.generation) this.offset = 0;
      this.generation = generation;
      const text = textAt(descriptor, this.offset, Math.min(size - this.offset, 4 * this.maxBytes));
      // A line that is being written is read the next time.
      const end = text.lastIndexOf('\n') + 1;
      this.offset += Buffer.byteLength(text.slice(0, end));
      for (const line of text.slice(0, end).split('\n')) this.readLine(line);
    } finally {
      closeSync(descriptor);
    }
  }

  private readLine(text: string): void {
    const [key = '', asked = '', used = '', line] = text.split('\t');
    if (line === undefined || !/^\d{1,16}$/.test(asked) || !/^\d{1,16}$/.test(used)) return;
    this.keep(key, { line, asked: Number(asked), used: Number(used) });
  }

  private keep(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }

  /** Writes what was used last into a new file, which takes the old one's place at once. */
  private shrink(): void {
    this.catchUp();
    let room = this.maxBytes * REST;
    const lines: string[] = [];
    for (const [key, entry] of [...this.entries].reverse().sort(([, a], [, b]) => b.used - a.used)) {
      const line = lineOf(key, entry);
      room -= Buffer.byteLength(line);
      if (room < 0) this.entries.delete(key);
      else lines.push(line);
    }
    const temporary = `${this.path}.${randomBytes(8).toString('hex')}`;
    try {
      writeFileSync(temporary, newHead() + lines.reverse().join(''), NEW);
      renameSync(temporary, this.path);
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}

/** In memory, where the file can't be written. */
const MAX_ENTRIES = 20_000;
const NEW = { flag: 'wx', mode: 0o600 } as const;
const HEAD_LENGTH = 18;

/** Tells a file from the one that was in its place before. */
const newHead = (): string => `#${randomBytes(8).toString('hex')}\n`;

function textAt(descriptor: number, offset: number, length: number): string {
  const bytes = Buffer.alloc(Math.max(length, 0));
  return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, offset));
}

/** A break at both ends: what another has left unfinished spoils nothing. Values in JSON hold neither tabs nor breaks. */
const lineOf = (key: string, { line, asked, used }: Entry): string => `\n${key}\t${asked}\t${used}\t${line}\n`;

function append(path: string, text: string): void {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(path, newHead(), NEW);
    } catch {
      // Another process was first.
    }
  }
  appendFileSync(path, text);
}
