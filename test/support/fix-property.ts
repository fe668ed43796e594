// What every fix promises: the finding gone, nothing new found, the file read as before but for the declared delta, line
// breaks kept, and a second run with nothing left to do.
import { parsedFile } from '../../server/src/cli/parse';
import type { Analysis } from '../../server/src/lint/analysis';
import { ownEdits } from '../../server/src/lint/fix';
import type { Delta, Finding, Fix } from '../../server/src/rule/finding';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { applyEdits } from '../../server/src/text/edit';
import { analyse as analysePlain } from './analyse';

/** What is wrong with the fix; undefined when all holds. */
export function brokenPromise(
  text: string,
  finding: Finding,
  fix: Fix,
  analyse: (text: string) => Analysis = analysePlain,
): string | undefined {
  if (fix.safety === 'manual') return undefined;
  const edits = ownEdits(fix);
  if (!edits) return undefined;
  const fixed = applyEdits(text, edits);
  if (fixed === text) return 'it changes nothing';
  const before = analyse(text).findings;
  const after = analyse(fixed).findings;
  if (countOf(after, finding) >= countOf(before, finding)) return 'the finding stays';
  const superseded = dockerfileRules.find(({ id }) => id === finding.rule)?.supersedes ?? [];
  const fresh = after.find(
    (other) => !superseded.includes(other.rule) && countOf(after, other) > countOf(before, other),
  );
  if (fresh) return `it brings ${fresh.rule}: ${fresh.message}`;
  if (/(?<!\r)\n/.test(fixed) && !/(?<!\r)\n/.test(text) && text.includes('\n')) return 'it brings another line break';
  return misread(text, fixed, fix.delta) ?? outsideChanged(text, fixed, edits.length);
}

/** By rule: the messages of one place may name what the fix means to change. */
const countOf = (findings: readonly Finding[], { rule }: Finding): number =>
  findings.filter((other) => other.rule === rule).length;

/** The instructions that BuildKit reads must be the same but for those the delta names. */
function misread(text: string, fixed: string, delta: Delta): string | undefined {
  const [before, after] = [parsedFile(text), parsedFile(fixed)];
  const isRefused = ({ error, instructionError }: typeof before): boolean => (error ?? instructionError) !== undefined;
  if (isRefused(before) && !isRefused(after)) return undefined; // what could not be read before has nothing to compare with
  if (before.error !== after.error || before.instructionError !== after.instructionError) {
    return `BuildKit says ${after.error ?? after.instructionError ?? 'nothing'}`;
  }
  if (before.escape !== after.escape) return 'the escape character changes';
  const shown = ({ instructions = [] }: ReturnType<typeof parsedFile>): { keyword: string; all: string }[] =>
    instructions.map(({ keyword, args, flags, heredocs, json }) => ({
      keyword,
      all: JSON.stringify([keyword, args, flags, heredocs, json]),
    }));
  const removed = new Set([...(delta.removes ?? []), ...(delta.changes ?? [])]);
  const added = new Set([...(delta.adds ?? []), ...(delta.changes ?? [])]);
  return unexpected(shown(before), shown(after), removed, added);
}

interface Shown {
  readonly keyword: string;
  readonly all: string;
}

/** Walks both lists: where they differ, one side must be what the delta allows. */
function unexpected(
  before: readonly Shown[],
  after: readonly Shown[],
  removed: ReadonlySet<string>,
  added: ReadonlySet<string>,
): string | undefined {
  const gone = without(before, after).find(({ keyword }) => !removed.has(keyword));
  if (gone) return `it loses ${gone.all}`;
  const come = without(after, before).find(({ keyword }) => !added.has(keyword));
  if (come) return `it adds ${come.all}`;
  const kept = (list: readonly Shown[], other: readonly Shown[]): string =>
    JSON.stringify(list.filter(({ all }) => timesIn(list, all) === timesIn(other, all)));
  return kept(before, after) === kept(after, before) ? undefined : 'it changes the order';
}

const timesIn = (list: readonly Shown[], all: string): number => list.filter((shown) => shown.all === all).length;

/** The items of a list that another does not hold as often. */
function without(list: readonly Shown[], other: readonly Shown[]): Shown[] {
  const counts = new Map<string, number>();
  for (const { all } of other) counts.set(all, (counts.get(all) ?? 0) + 1);
  return list.filter(({ all }) => {
    const left = counts.get(all) ?? 0;
    counts.set(all, left - 1);
    return left <= 0;
  });
}

/** Comments are none of BuildKit's instructions: each must still be there, in its order. */
function outsideChanged(text: string, fixed: string, edits: number): string | undefined {
  const comments = (source: string): string[] => source.split('\n').filter((line) => /^\s*#/.test(line));
  const [before, after] = [comments(text), comments(fixed)];
  let at = 0;
  for (const comment of after) if (comment === before[at]) at++;
  return at === before.length ? undefined : `a comment is lost by ${edits} edits: ${before[at]}`;
}
