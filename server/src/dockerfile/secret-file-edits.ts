// A file with secrets that is copied, mounted instead into the RUNs of the program that reads it.
import type { ImageFacts } from '../image/facts';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import { commandsNamed } from './commands';
import { type CopiedSecret, copiedSecrets } from './copied-secrets';
import { removeEntry, removeStep } from './list-edits';
import { runMounts } from './run-mounts';
import { rangeOfWord, type Stage } from './stages';
import { runsAsRoot } from './users';

/** Who reads a file, by its name. */
const READERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['.npmrc', ['npm', 'npx', 'pnpm', 'yarn', 'bun']],
  ['.pypirc', ['pip', 'pip3', 'twine', 'poetry', 'uv']],
  ['.netrc', ['git', 'go', 'pip', 'pip3', 'uv', 'poetry', 'curl', 'wget', 'bazel', 'cargo', 'make']],
  ['.git-credentials', ['git', 'go', 'cargo', 'npm', 'pip', 'composer', 'make']],
  ['settings.xml', ['mvn', 'mvnw']],
  ['credentials', ['aws']],
]);

/**
 * Takes a file out of its COPY: the whole COPY when all that it brings are secrets. Undefined where it brings several of them and
 * something else.
 */
export function removeCopied(stage: Stage, { copy, source }: CopiedSecret): TextEdit[] | undefined {
  const { step, sources, instruction } = copy;
  const secrets = copiedSecrets(stage).filter((other) => other.copy === copy);
  if (secrets.length === sources.length) return [removeStep(step)];
  return secrets.length === 1 && step.instruction === instruction ? removeEntry(step, source) : undefined;
}

/** Whether a RUN below names a file: it needs it, or deletes it. */
export const isNamedLater = (stage: Stage, { copy, name }: CopiedSecret): boolean =>
  stage.steps
    .slice(copy.index + 1)
    .some(({ instruction }) => instruction.name === 'RUN' && instruction.text.includes(name));

/** The mounts in the place of a copy. Undefined where nobody is known to read the file, or a user that could not. */
export function mountInsteadOfCopy(
  stage: Stage,
  { copy, name, path }: CopiedSecret,
  images: ImageFacts,
): TextEdit[] | undefined {
  const readers = READERS.get(name);
  if (!readers || path === undefined || !/^[\w./-]+$/.test(path)) return undefined;
  const runs = new Set(
    commandsNamed(stage, readers).flatMap(({ index, instruction }) =>
      index > copy.index && instruction.name === 'RUN' ? [index] : [],
    ),
  );
  for (const index of runs) if (runMounts(stage, index).some((mount) => mount.path === path)) runs.delete(index);
  if (runs.size === 0 || [...runs].some((index) => runsAsRoot(stage, index, images) === false)) return undefined;
  const newText = ` --mount=type=secret,id=${name.replace(/^\./, '')},target=${path}`;
  return [...runs].flatMap((index) => {
    const run = stage.steps[index];
    if (!run || run.instruction.trigger) return [];
    const { end } = rangeOfWord(run, run.instruction.keyword);
    return [{ range: rangeOf(end.line, end.character, end.line, end.character), newText }];
  });
}

/** The agent of whoever builds, lent to the steps below one that get something over SSH. */
export function sshMounts(stage: Stage, copied: number): TextEdit[] {
  const runs = new Set(
    commandsNamed(stage, ['git', 'ssh', 'scp', 'rsync']).flatMap(({ index, instruction, step, command }) => {
      const isOverSsh =
        command.program !== 'git' || command.args.some(({ text }) => /ssh:\/\/|git@[\w.-]+:/.test(text));
      return index > copied && instruction.name === 'RUN' && step.instruction === instruction && isOverSsh
        ? [index]
        : [];
    }),
  );
  return [...runs].flatMap((index) => {
    const run = stage.steps[index];
    if (!run || runMounts(stage, index).some(({ type }) => type === 'ssh' || type === 'secret')) return [];
    const { end } = rangeOfWord(run, run.instruction.keyword);
    return [{ range: rangeOf(end.line, end.character, end.line, end.character), newText: ' --mount=type=ssh' }];
  });
}
