// What git does with a file, as far as the .gitignore files around it show: asked by who stays silent when in doubt.
import type { Files } from './files';
import { matchesGlob } from './glob';
import { childUri, decodePath, parentUri, pathWithin } from './uri';

/** How far up a repository may begin. */
const MAX_FOLDERS = 12;

interface Level {
  readonly folder: string;
  readonly hasRepository: boolean;
  /** Patterns of the folder itself, and of the repository that begins here. */
  readonly patterns: readonly string[];
}

/** true: it is in a repository, and nothing leaves it out. false: something may. Undefined: nobody knows. */
export function isKeptByGit(uri: string, files: Files): boolean | undefined {
  const above = levelsAbove(uri, files);
  if (mayMatch(uri, above)) return false;
  return above.some(({ hasRepository }) => hasRepository) ? true : undefined;
}

/** Whether a .gitignore may leave the file out, whether it is there or not. */
export const mayBeIgnored = (uri: string, files: Files): boolean => mayMatch(uri, levelsAbove(uri, files));

/** All folders from the file up are asked at once: what is not known yet is read in one go. */
function levelsAbove(uri: string, files: Files): readonly Level[] {
  const levels: Level[] = [];
  let folder = parentUri(uri);
  for (let i = 0; i < MAX_FOLDERS && folder !== undefined; i++, folder = parentUri(folder)) {
    const git = childUri(folder, '.git');
    // A worktree and a submodule have a file of that name.
    const [own, head, link, exclude] = [
      childUri(folder, '.gitignore'),
      childUri(git, 'HEAD'),
      git,
      childUri(childUri(git, 'info'), 'exclude'),
    ].map((each) => files.read(each));
    const patterns = [own, exclude].flatMap((answer) => (answer?.kind === 'text' ? answer.text.split(/\r?\n/) : []));
    levels.push({ folder, hasRepository: head?.kind === 'text' || link?.kind === 'text', patterns });
  }
  const root = levels.findIndex(({ hasRepository }) => hasRepository);
  return root < 0 ? levels : levels.slice(0, root + 1);
}

const mayMatch = (uri: string, levels: readonly Level[]): boolean =>
  levels.some(({ folder, patterns }) => {
    const names = decodePath(pathWithin(uri, folder) ?? '').split('/');
    return patterns.some((pattern) => mayMean(pattern.trim(), names));
  });

/** By the last name of the pattern alone: wider than git reads it, exceptions count like what they are taken from. */
function mayMean(pattern: string, names: readonly string[]): boolean {
  if (pattern === '' || pattern.startsWith('#')) return false;
  if (/[[\\]/.test(pattern)) return true;
  const last = pattern.replace(/^!/, '').replace(/\/+$/, '').split('/').at(-1) ?? '';
  return names.some((name) => matchesGlob(last === '**' ? '*' : last, name));
}
