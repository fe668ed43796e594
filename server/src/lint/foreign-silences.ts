// Where the comments of other tools reach, in terms of our rules.
import type { Dockerfile } from '../dockerfile/model';
import type { RuleInfo } from '../rule/rule';
import type { Suppression } from './analysis';
import type { Comment, Target } from './comments';
import { ForeignIds, type ForeignIgnore, ignoresOfCheck } from './foreign-comments';
import { markedLines } from './marks';
import type { Silences } from './silences';

export function foreignSilences(
  file: Dockerfile,
  comments: readonly Comment[],
  rules: readonly RuleInfo[],
  today: string | undefined,
  silences: Silences,
): void {
  const seen = new Set<string>();
  const meantBy = (ignore: ForeignIgnore): readonly RuleInfo[] => ForeignIds.of(rules).rulesOf(ignore);
  const holds = ({ until }: ForeignIgnore): boolean => until === undefined || today === undefined || until >= today;
  const add = (ignore: ForeignIgnore, line: number, target?: Target): void => {
    const key = [ignore.tool, ignore.id, ignore.reach, target?.line].join(' ');
    if (!holds(ignore) || seen.has(key)) return;
    seen.add(key);
    const by = suppressionBy(ignore, line);
    for (const { id, reportsAbsence } of meantBy(ignore)) {
      // What is missing has no place of its own: who names it means the file.
      const isForFile = ignore.reach === 'file' || (reportsAbsence && ignore.id !== undefined);
      const targets = isForFile ? [undefined] : targetsOf(file, ignore, target);
      for (const each of targets) silences.add(id, each, { by });
    }
  };
  for (const { name, value, line } of file.syntax.directives.found) {
    if (name === 'check') for (const ignore of ignoresOfCheck(value)) add(ignore, line);
  }
  for (const { line, mark, target } of comments) for (const ignore of mark.ignores) add(ignore, line, target);
  for (const { line, mark } of markedLines(file.syntax)) {
    if (mark.kind !== 'trailing') continue;
    for (const ignore of mark.ignores) {
      for (const { id } of meantBy(ignore)) silences.addTrailing(id, line, { by: suppressionBy(ignore, line) });
    }
  }
}

const suppressionBy = ({ reason }: ForeignIgnore, line: number): Suppression => ({
  kind: 'inSource',
  reason: reason?.trim() || undefined,
  line,
});

/** A block that begins with FROM is the whole stage. */
function targetsOf({ stages }: Dockerfile, { reach }: ForeignIgnore, target: Target | undefined): Target[] {
  if (!target) return [];
  const placed = reach === 'block' ? stages.find(({ line }) => line === target.line) : undefined;
  if (!placed) return [target];
  return placed.stage.steps.map((step) => ({ kind: 'instruction', line: placed.line + step.line }));
}
