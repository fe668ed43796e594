// Our own JSON: small, stable, one line a file. Positions are 0-based and count UTF-16 units, as the language server protocol does.
import type { Finding, FixSafety, Severity } from '../rule/finding';
import type { Range } from '../text/range';
import { type Counts, type Report, Tally } from './report';
import { printableJson } from './visible';

/** What is written. New members may come; `version` changes when one goes or means something else. */
export interface JsonReport {
  readonly version: 1;
  /** Every file that was audited, in order, those without findings too. */
  readonly files: readonly JsonFile[];
  readonly summary: { readonly files: number; readonly findings: Counts; readonly suppressed: number };
}

export interface JsonFile {
  readonly path: string;
  readonly findings: readonly JsonFinding[];
  /** How many findings a comment or the configuration silences. They are not among the others. */
  readonly suppressed: number;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** `uri`: where it is in another file. */
  readonly related: readonly { readonly uri?: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly { readonly title: string; readonly safety: FixSafety }[];
}

export function jsonReport(): Report {
  const tally = new Tally();
  return {
    start: () => '{"version":1,"files":[',
    file({ path, analysis }) {
      const comma = tally.files > 0 ? ',' : '';
      tally.add(analysis);
      const { findings, suppressed = [] } = analysis;
      const file: JsonFile = { path, findings: findings.map(jsonFinding), suppressed: suppressed.length };
      return `${comma}\n${printableJson(file)}`;
    },
    end() {
      const { files, counts, suppressed } = tally;
      const summary: JsonReport['summary'] = { files, findings: counts, suppressed };
      return `\n],"summary":${printableJson(summary)}}\n`;
    },
  };
}

const jsonFinding = ({ rule, severity, message, range, related, fixes }: Finding): JsonFinding => ({
  rule,
  severity,
  message,
  range,
  related: related.map(({ uri, range: at, message: text }) => ({
    ...(uri === undefined ? {} : { uri }),
    range: at,
    message: text,
  })),
  fixes: fixes.map(({ title, safety }) => ({ title, safety })),
});
