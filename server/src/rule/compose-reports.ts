// Reports that count from a service's first line, said of the file.
import { shiftEdit } from '../text/edit';
import { shiftRange } from '../text/range';
import type { Report } from './finding';

/** For what a rule says of a service where it looks at the whole project: `line` is the service's. */
export const atLine = (report: Report, line: number): Report => ({
  ...report,
  range: shiftRange(report.range, line),
  ...(report.masked ? { masked: report.masked.map((range) => shiftRange(range, line)) } : {}),
  ...(report.related
    ? { related: report.related.map((each) => ({ ...each, range: shiftRange(each.range, line) })) }
    : {}),
  ...(report.fixes
    ? {
        fixes: report.fixes.map((fix) => ({
          ...fix,
          edits: () => fix.edits().map(({ edits }) => ({ edits: edits.map((edit) => shiftEdit(edit, line)) })),
        })),
      }
    : {}),
});
