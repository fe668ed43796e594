// The context of a build as far as a Dockerfile's neighbours show it: which .dockerignore holds, and what it leaves out.
import type { Files } from '../text/files';
import { childUri, parentUri } from '../text/uri';
import { IgnoredFiles } from './dockerignore';

export interface IgnoreFile {
  readonly uri: string;
  readonly text: string;
  readonly ignored: IgnoredFiles;
}

export interface ContextIgnores {
  /** Those that may hold: where the context begins is said by the command that builds, not by the file. */
  readonly found: readonly IgnoreFile[];
  /** Whether it is known that there is no other. */
  readonly isComplete: boolean;
}

/** How far up a context may begin. */
const MAX_FOLDERS = 12;

/**
 * BuildKit takes `NAME.dockerignore` beside the Dockerfile; without one the `.dockerignore` of the context's root: the
 * Dockerfile's folder, or one above it. Undefined where nothing is known, or a file is one that BuildKit refuses.
 */
export function contextIgnores(uri: string, files: Files): ContextIgnores | undefined {
  const own = files.read(`${uri}.dockerignore`);
  if (own.kind === 'unknown' || own.kind === 'other') return undefined;
  if (own.kind === 'text') {
    const ignored = IgnoredFiles.read(own.text);
    return ignored && { found: [{ uri: `${uri}.dockerignore`, text: own.text, ignored }], isComplete: true };
  }
  const found: IgnoreFile[] = [];
  let folder = parentUri(uri);
  for (let i = 0; i < MAX_FOLDERS && folder !== undefined; i++, folder = parentUri(folder)) {
    const candidate = childUri(folder, '.dockerignore');
    const answer = files.read(candidate);
    if (answer.kind === 'unknown') return i === 0 ? undefined : { found, isComplete: true };
    if (answer.kind === 'missing') continue;
    const ignored = answer.kind === 'text' ? IgnoredFiles.read(answer.text) : undefined;
    if (!ignored || answer.kind !== 'text') return undefined;
    found.push({ uri: candidate, text: answer.text, ignored });
  }
  return { found, isComplete: true };
}
