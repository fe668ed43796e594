// The findings of an audit in groups, the worst first: by rule, by file or by severity. Knows nothing of the editor.
import { type FoundFinding, SEVERITIES, type Severity } from './audit-list';

export const GROUPINGS = ['rule', 'file', 'severity'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FindingGroup {
  readonly grouping: Grouping;
  /** The rule, the file's URI or the severity. */
  readonly key: string;
  /** Of the worst finding. */
  readonly severity: Severity;
  readonly findings: readonly FoundFinding[];
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export function groupsOf(findings: readonly FoundFinding[], grouping: Grouping): FindingGroup[] {
  const groups = new Map<string, FoundFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding, grouping);
    const there = groups.get(key);
    if (there) there.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].map(([key, found]) => groupOf(grouping, key, found)).sort(order);
}

function keyOf({ rule, uri, severity }: FoundFinding, grouping: Grouping): string {
  switch (grouping) {
    case 'rule':
      return rule;
    case 'file':
      return uri;
    case 'severity':
      return severity;
    default:
      return grouping satisfies never;
  }
}

function groupOf(grouping: Grouping, key: string, found: readonly FoundFinding[]): FindingGroup {
  const findings = [...found].sort(worstFirst);
  return { grouping, key, severity: findings[0]?.severity ?? 'hint', findings };
}

/** Files by their paths, so that one is found by its name; all else by how bad and how often. */
function order(a: FindingGroup, b: FindingGroup): number {
  if (a.grouping === 'file') return byText(pathOf(a), pathOf(b)) || byText(a.key, b.key);
  return rank(a.severity) - rank(b.severity) || b.findings.length - a.findings.length || byText(a.key, b.key);
}

const pathOf = ({ findings }: FindingGroup): string => findings[0]?.path ?? '';

const worstFirst = (a: FoundFinding, b: FoundFinding): number =>
  rank(a.severity) - rank(b.severity) ||
  byText(a.path, b.path) ||
  byText(a.uri, b.uri) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.character - b.range.start.character;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
