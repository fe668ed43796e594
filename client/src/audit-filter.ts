// The filter of the audit's view: words that a finding must have, `!word` that it must not have, `@error` and the like.
import { SEVERITIES, type Severity } from '../../protocol/audit';
import type { FoundFinding } from './audit-list';

export interface AuditFilter {
  matches(finding: FoundFinding): boolean;
  /** Words behind an @ that mean nothing. */
  readonly unknown: readonly string[];
}

/** Case does not matter. Several severities mean any of them, several words all of them. */
export function filterOf(text: string): AuditFilter {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = words.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
  const without = words.filter((word) => word.startsWith('!') && word.length > 1).map((word) => word.slice(1));
  const wanted = words.filter((word) => !/^[@!]/.test(word));
  const severities = new Set<Severity>(SEVERITIES.filter((severity) => named.includes(severity)));
  const onlyFixable = named.includes('fixable');
  return {
    unknown: named.filter((name) => name !== 'fixable' && !SEVERITIES.some((severity) => severity === name)),
    matches(finding) {
      if (severities.size > 0 && !severities.has(finding.severity)) return false;
      if (onlyFixable && !finding.fixable) return false;
      const said = `${finding.rule} ${finding.message} ${finding.path}`.toLowerCase();
      return wanted.every((word) => said.includes(word)) && !without.some((word) => said.includes(word));
    },
  };
}
