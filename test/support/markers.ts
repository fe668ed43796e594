// Fixtures: Dockerfiles in which marker lines say what is found in the line above.
//
//   FROM node:latest
//   #~        ^^^^^^ floating-tag: …
//
// They are taken out before the file is read, and put back from the findings; the test compares one text with another.
import type { Finding } from '../../server/src/rule/finding';

const MARKER = '#~';

export const withoutMarkers = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith(MARKER))
    .join('\n');

/** The text with a marker line under each line that findings start in. */
export function withMarkers(lines: readonly string[], findings: readonly Finding[]): string {
  const out: string[] = [];
  for (const [number, line] of lines.entries()) {
    out.push(line);
    const here = findings.filter(({ range }) => range.start.line === number);
    for (const finding of here) out.push(...markersOf(finding, line));
  }
  return out.join('\n');
}

function markersOf({ range, rule, severity, message, related, fixes }: Finding, line: string): string[] {
  const end = range.end.line === range.start.line ? range.end.character : line.replace(/\r$/, '').length;
  const start = Math.max(range.start.character, MARKER.length);
  const carets = '^'.repeat(Math.max(1, end - start));
  return [
    `${MARKER}${' '.repeat(start - MARKER.length)}${carets} ${severity} ${rule}: ${message}`,
    ...related.map((other) => `${MARKER}  line ${other.range.start.line + 1}: ${other.message}`),
    ...fixes.map(({ safety, title }) => `${MARKER}  ${safety} fix: ${title}`),
  ];
}
