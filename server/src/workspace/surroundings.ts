// The other files that analyses ask for: read once, kept until they change. Nothing outside the root of the file that asks, and
// nothing that a link leads out to, is read.

import { MAX_LENGTH } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import { type FileAnswer, type Files, UNKNOWN_FILE } from '../text/files';
import { pathWithin } from '../text/uri';
import type { FileSystem } from './file-system';

export interface SurroundingsOptions {
  /** Undefined where there is none: what is open is known then, and nothing else. */
  readonly fs: FileSystem | undefined;
  /** The folder that reading may not leave. Undefined: nothing is read. */
  readonly rootOf: (uri: string) => string | undefined | Promise<string | undefined>;
  /** What is open in an editor counts as it is typed. */
  readonly openText?: (uri: string) => string | undefined;
  /** Known without asking: the file's folder was listed, and it is not there. */
  readonly isMissing?: (uri: string) => boolean;
}

/** A chain of files that name each other is followed this far. */
const MAX_ROUNDS = 16;
const MISSING: FileAnswer = { kind: 'missing' };
const OTHER: FileAnswer = { kind: 'other' };

export class Surroundings implements Files {
  private readonly answers = new Map<string, FileAnswer>();
  /** Of each file that is being read, the last reading. */
  private readonly latest = new Map<string, Promise<FileAnswer>>();

  constructor(private readonly options: SurroundingsOptions) {}

  read(uri: string): FileAnswer {
    const open = this.options.openText?.(uri);
    if (open !== undefined) return { kind: 'text', text: open };
    return this.answers.get(uri) ?? (this.options.isMissing?.(uri) ? MISSING : UNKNOWN_FILE);
  }

  /** Whether anything is known now that was not before. */
  async load(uris: Iterable<string>): Promise<boolean> {
    const fresh = [...new Set(uris)].filter((uri) => !this.answers.has(uri));
    await Promise.all(fresh.map((uri) => this.loaded(uri)));
    return fresh.some((uri) => this.read(uri).kind !== 'unknown');
  }

  /** A file has changed, come or gone. What was known of it holds until it is read again. */
  async refresh(uri: string): Promise<void> {
    if (this.options.openText?.(uri) !== undefined) {
      this.answers.delete(uri);
      return;
    }
    // One that is being read may have been read before it changed.
    if (this.answers.has(uri) || this.latest.has(uri)) await this.answered(uri, this.ask(uri));
  }

  private loaded(uri: string): Promise<void> {
    return this.answered(uri, this.latest.get(uri) ?? this.ask(uri));
  }

  /** Until what the last reading says is known. */
  private async answered(uri: string, asked: Promise<FileAnswer>): Promise<void> {
    this.latest.set(uri, asked);
    const answer = await asked;
    const latest = this.latest.get(uri);
    if (latest === asked) {
      this.latest.delete(uri);
      this.answers.set(uri, answer);
    } else if (latest) await this.answered(uri, latest);
  }

  private async ask(uri: string): Promise<FileAnswer> {
    const { fs, rootOf } = this.options;
    try {
      const root = await rootOf(uri);
      if (!fs || root === undefined || pathWithin(uri, root) === undefined) return UNKNOWN_FILE;
      const stat = await fs.stat(uri);
      if (!stat) return MISSING;
      if (stat.kind !== 'file' || stat.size > MAX_LENGTH) return OTHER;
      const [real, realRoot] = await Promise.all([fs.realUri(uri), fs.realUri(root)]);
      if (pathWithin(real, realRoot) === undefined) return UNKNOWN_FILE;
      return { kind: 'text', text: (await fs.readText(uri)).text };
    } catch {
      return OTHER;
    }
  }
}

/** Analyses again until it has all the files that it asks for. */
export async function analyseAmong(files: Surroundings, analyse: (files: Files) => Analysis): Promise<Analysis> {
  let analysis = analyse(files);
  for (let round = 0; round < MAX_ROUNDS && analysis.unread; round++) {
    if (!(await files.load(analysis.unread))) break;
    analysis = analyse(files);
  }
  return analysis;
}
