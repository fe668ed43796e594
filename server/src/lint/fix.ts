// Applying fixes in bulk: never two that touch the same place, again and again until nothing changes.
import type { Finding, Fix } from '../rule/finding';
import { applyEdits, EditSet, type TextEdit } from '../text/edit';
import type { Analysis } from './analysis';

/** Fixes uncover findings that have fixes; no file needs more rounds than this. */
const MAX_ROUNDS = 20;

export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
}

export interface FixedText {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
}

/** Applies the first fix of each finding that `allow` lets through. Fixes that touch other files are left out. */
export function fixText(
  text: string,
  analyse: (text: string) => Analysis,
  allow: (fix: Fix, finding: Finding) => boolean,
): FixedText {
  const applied: AppliedFix[] = [];
  let fixed = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { edits, fixes } = compatibleFixes(analyse(fixed).findings, allow);
    const next = applyEdits(fixed, edits);
    if (next === fixed) break;
    fixed = next;
    for (const fix of fixes) applied.push(fix);
  }
  return { text: fixed, applied };
}

/** The edits of one round: fixes that do not touch one another's places. */
export function compatibleFixes(
  findings: readonly Finding[],
  allow: (fix: Fix, finding: Finding) => boolean,
): { edits: readonly TextEdit[]; fixes: readonly AppliedFix[] } {
  const taken = new EditSet();
  const fixes: AppliedFix[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((candidate) => allow(candidate, finding));
    const own = fix && ownEdits(fix);
    if (!fix || !own || own.length === 0 || !taken.add(own)) continue;
    fixes.push({ rule: finding.rule, title: fix.title });
  }
  return { edits: taken.edits, fixes };
}

/** The edits of a fix that touches its own file alone. */
export function ownEdits(fix: Fix): readonly TextEdit[] | undefined {
  const files = fix.edits();
  return files.every(({ uri }) => uri === undefined) ? files.flatMap(({ edits }) => edits) : undefined;
}
