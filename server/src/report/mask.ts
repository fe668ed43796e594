// Lines fit to be shown where others read along, as in the log of a CI: what a finding says is secret is starred.
import type { Analysis } from '../lint/analysis';
import type { Range } from '../text/range';

const SHOWN = /[^\s"'\\]/g;

/** The lines of a file with a star for each character that a finding masks, so that places stay what they are. */
export function maskedLines({ lines, findings, suppressed = [] }: Analysis): readonly string[] {
  const ranges: Range[] = [];
  for (const { masked } of findings) for (const range of masked) ranges.push(range);
  for (const { finding } of suppressed) for (const range of finding.masked) ranges.push(range);
  if (ranges.length === 0) return lines;
  const shown = [...lines];
  for (const { start, end } of ranges) {
    for (let at = start.line; at <= end.line && at < shown.length; at++) {
      const line = shown[at] ?? '';
      const from = at === start.line ? start.character : 0;
      const to = at === end.line ? end.character : line.length;
      shown[at] = line.slice(0, from) + line.slice(from, to).replace(SHOWN, '*') + line.slice(to);
    }
  }
  return shown;
}
