// Reports to findings: from where a stage counts its lines to where the file does, with the file's own line breaks.
import type { Finding, Fix, Related, Report } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import { shiftEdit, type TextEdit } from '../text/edit';
import { shiftRange } from '../text/range';

export interface Place {
  /** The line that the report counts from. */
  readonly line: number;
  readonly lineBreak: '\n' | '\r\n';
  /** Hears of a fix that throws when its edits are asked for. It then has none. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

export function placeReport(report: Report, rule: RuleInfo, place: Place): Finding {
  const { line } = place;
  const { related, fixes, masked } = report;
  return {
    rule: rule.id,
    severity: report.severity ?? rule.severity,
    message: report.message,
    range: shiftRange(report.range, line),
    related: related ? related.map((each) => placeRelated(each, line)) : NONE,
    fixes: fixes ? fixes.map((fix) => placeFix(fix, rule.id, place)) : NONE,
    masked: masked ? masked.map((range) => shiftRange(range, line)) : NONE,
    tag: rule.tag,
  };
}

const NONE: readonly never[] = [];

const placeRelated = (related: Related, line: number): Related =>
  related.uri === undefined ? { message: related.message, range: shiftRange(related.range, line) } : related;

/** Edits of other files are in those files' own lines already. */
function placeFix(fix: Fix, rule: string, { line, lineBreak, onRuleFailure }: Place): Fix {
  const placed = (edit: TextEdit): TextEdit => {
    const { range, newText } = shiftEdit(edit, line);
    return { range, newText: lineBreak === '\n' ? newText : newText.replaceAll('\n', lineBreak) };
  };
  return {
    title: fix.title,
    safety: fix.safety,
    delta: fix.delta,
    edits: () => {
      try {
        return fix.edits().map((file) => (file.uri === undefined ? { edits: file.edits.map(placed) } : file));
      } catch (error) {
        onRuleFailure?.(rule, error);
        return [];
      }
    },
  };
}
