// Where two rules say the same of one place, the one that says more stays.
import type { Report } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import { comparePositions, type Position, type Range } from '../text/range';

export interface RuleReport {
  readonly rule: RuleInfo;
  readonly report: Report;
}

export function withoutSuperseded(reports: readonly RuleReport[]): readonly RuleReport[] {
  const better = new Map<string, Range[]>();
  for (const { rule, report } of reports) {
    if (!rule.supersedes) continue;
    for (const worse of rule.supersedes) {
      const ranges = better.get(worse);
      if (ranges) ranges.push(report.range);
      else better.set(worse, [report.range]);
    }
  }
  if (better.size === 0 || !reports.some(({ rule }) => better.has(rule.id))) return reports;
  const isTouched = new Map([...better].map(([worse, ranges]) => [worse, touching(ranges)]));
  return reports.filter(({ rule, report }) => !isTouched.get(rule.id)?.(report.range));
}

/** Whether a range overlaps or touches one of many. */
function touching(ranges: readonly Range[]): (range: Range) => boolean {
  const byStart = [...ranges].sort((a, b) => comparePositions(a.start, b.start));
  const furthest: Position[] = [];
  for (const { end } of byStart) {
    const before = furthest.at(-1);
    furthest.push(before && comparePositions(before, end) > 0 ? before : end);
  }
  return ({ start, end }) => {
    let low = 0;
    let high = byStart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = byStart[middle]?.start;
      if (other && comparePositions(other, end) <= 0) low = middle + 1;
      else high = middle;
    }
    const last = furthest[low - 1];
    return last !== undefined && comparePositions(last, start) >= 0;
  };
}
