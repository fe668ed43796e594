// How often each rule was found, in how many files, and how bad at worst: the table that summaries begin with.
import type { Severity } from '../rule/finding';
import { type AuditedFile, SEVERITIES } from './report';

export interface RuleCount {
  readonly rule: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly findings: number;
  readonly files: number;
}

export class RuleTally {
  private readonly rows = new Map<string, { severity: Severity; findings: number; files: number }>();

  add({ findings }: AuditedFile['analysis']): void {
    const here = new Set<string>();
    for (const { rule, severity } of findings) {
      const row = this.rows.get(rule) ?? { severity, findings: 0, files: 0 };
      this.rows.set(rule, row);
      row.findings++;
      if (!here.has(rule)) row.files++;
      here.add(rule);
      if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(row.severity)) row.severity = severity;
    }
  }

  /** What is found most often first. */
  counts(): RuleCount[] {
    return [...this.rows].map(([rule, row]) => ({ rule, ...row })).sort((a, b) => b.findings - a.findings);
  }
}
