// Where the comments of other tools reach, in terms of our rules.
import type { RuleInfo } from '../rule/rule';
import type { Suppression } from './analysis';
import type { Comment, Commented, Target } from './commented';
import { ForeignIds, type ForeignIgnore } from './foreign-comments';
import type { Silences } from './silences';

export function foreignSilences(
  file: Commented,
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
  for (const { ignore, line } of file.directives) add(ignore, line);
  for (const { line, mark, target } of comments) for (const ignore of mark.ignores) add(ignore, line, target);
  for (const { line, mark } of file.marks) {
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

function targetsOf(file: Commented, { reach }: ForeignIgnore, target: Target | undefined): readonly Target[] {
  if (!target) return [];
  return reach === 'block' ? file.blocksOf(target) : [target];
}
