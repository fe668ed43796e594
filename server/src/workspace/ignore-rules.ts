// What .gitignore files say on the way through a folder: git's rules, the nearest file first. The only file that imports ignore.
import ignore, { type Ignore } from 'ignore';
import { childUri, decodePath, parentUri, pathWithin } from '../text/uri';
import type { FileSystem } from './file-system';

const MAX_BYTES = 1_048_576;

interface Level {
  readonly rules: Ignore;
  /** The folder that the rules are relative to. */
  readonly folder: string;
}

/** The rules that hold in one folder, the nearest last. */
export interface IgnoreRules {
  readonly levels: readonly Level[];
}

export const noRules: IgnoreRules = { levels: [] };

/** A folder's path ends in a slash. */
export function isIgnored({ levels }: IgnoreRules, uri: string, kind: 'file' | 'folder'): boolean {
  for (const level of levels.toReversed()) {
    const said = says(level, uri, kind);
    if (said !== undefined) return said;
  }
  return false;
}

function says({ rules, folder }: Level, uri: string, kind: 'file' | 'folder'): boolean | undefined {
  const path = pathWithin(uri, folder);
  if (!path) return undefined;
  const { ignored, unignored } = rules.test(kind === 'folder' ? `${decodePath(path)}/` : decodePath(path));
  return ignored || (unignored ? false : undefined);
}

/**
 * The rules inside a folder: those from above, and its own. Rules from above that would leave the folder out have no say
 * in it: a nearer file took the folder in again, or the user named it.
 */
export async function rulesIn(
  fs: FileSystem,
  folder: string,
  above: IgnoreRules,
  names: { readonly ignoreFile: boolean; readonly repository: boolean },
): Promise<IgnoreRules> {
  if (!names.ignoreFile && !names.repository && above.levels.length === 0) return above;
  const inherited = names.repository ? [] : above.levels.filter((level) => says(level, folder, 'folder') !== true);
  const git = childUri(folder, '.git');
  const excludes = names.repository ? [childUri(childUri(git, 'info'), 'exclude')] : [];
  const files = names.ignoreFile ? [...excludes, childUri(folder, '.gitignore')] : excludes;
  const own = await Promise.all(files.map((file) => levelOf(fs, file, folder)));
  return { levels: [...inherited, ...own.filter((level) => level !== undefined)] };
}

/** The rules that a folder gets from the folders above it, up to the root of its repository. None outside a repository. */
export async function rulesAbove(fs: FileSystem, folder: string): Promise<IgnoreRules> {
  const above: string[] = [];
  for (let at: string | undefined = folder; at !== undefined; at = parentUri(at)) {
    const isRepository = await exists(fs, childUri(at, '.git'));
    if (at !== folder) above.unshift(at);
    if (!isRepository) continue;
    let rules = noRules;
    for (const [i, each] of above.entries()) {
      rules = await rulesIn(fs, each, rules, { ignoreFile: true, repository: i === 0 });
    }
    return rules;
  }
  return noRules;
}

const exists = async (fs: FileSystem, uri: string): Promise<boolean> =>
  (await fs.stat(uri).catch(() => undefined)) !== undefined;

async function levelOf(fs: FileSystem, file: string, folder: string): Promise<Level | undefined> {
  try {
    const stat = await fs.stat(file);
    if (stat?.kind !== 'file' || stat.size > MAX_BYTES) return undefined;
    const { text } = await fs.readText(file);
    const patterns = text.split(/\r?\n/).filter(isQuick);
    return { rules: ignore({ ignorecase: fs.ignoresCase }).add(patterns), folder };
  } catch {
    return undefined;
  }
}

/** Each ** before others multiplies the time that ignore takes for a path that does not match: more than two can take minutes. */
function isQuick(pattern: string): boolean {
  const wildcards =
    pattern
      .trimEnd()
      .replace(/\/\*\*\/?$/, '')
      .match(/\*\*/g) ?? [];
  return wildcards.length <= 2;
}
