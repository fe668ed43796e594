// Where the comments of other tools reach, in terms of our rules.
import type { Dockerfile } from '../dockerfile/model';
import type { Suppression } from './analysis';
import type { Comment, Target } from './comments';
import { type ForeignIds, type ForeignIgnore, foreignIgnores, ignoresOfCheck } from './foreign-comments';
import type { Silences } from './silences';

export function foreignSilences(
  file: Dockerfile,
  comments: readonly Comment[],
  ids: ForeignIds,
  today: string | undefined,
  silences: Silences,
): void {
  const seen = new Set<string>();
  const add = (ignore: ForeignIgnore, line: number, target?: Target): void => {
    const key = [ignore.tool, ignore.id, ignore.reach, target?.line].join(' ');
    if (ignore.until !== undefined && today !== undefined && ignore.until < today) return;
    if (seen.has(key)) return;
    seen.add(key);
    const by: Suppression = { kind: 'inSource', reason: ignore.reason?.trim() || undefined, line };
    for (const { id, reportsAbsence } of ids.rulesOf(ignore)) {
      // What is missing has no place of its own: who names it means the file.
      const isForFile = ignore.reach === 'file' || (reportsAbsence && ignore.id !== undefined);
      const targets = isForFile ? [undefined] : targetsOf(file, ignore, target);
      for (const each of targets) silences.add(id, each, { by });
    }
  };
  for (const { name, value, line } of file.syntax.directives.found) {
    if (name === 'check') for (const ignore of ignoresOfCheck(value)) add(ignore, line);
  }
  for (const { line, text, target } of comments) for (const ignore of foreignIgnores(text)) add(ignore, line, target);
}

/** A block that begins with FROM is the whole stage. */
function targetsOf({ stages }: Dockerfile, { reach }: ForeignIgnore, target: Target | undefined): Target[] {
  if (!target) return [];
  const placed = reach === 'block' ? stages.find(({ line }) => line === target.line) : undefined;
  if (!placed) return [target];
  return placed.stage.steps.map((step) => ({ kind: 'instruction', line: placed.line + step.line }));
}
