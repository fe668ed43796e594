// Lines fit to be shown where others read along, as in the log of a CI: what may be a secret's value is starred.
import type { Analysis } from '../lint/analysis';
import type { Range } from '../text/range';

const VALUE = /[^\s="'\\]/g;

/**
 * The lines of a file. Where a rule about secrets reports, all that stands behind its range on the line is starred but for
 * what such findings name themselves, each character by one, so that places stay what they are.
 */
export function maskedLines({ lines, findings }: Analysis, secretRules: ReadonlySet<string>): readonly string[] {
  const secrets = findings.filter(({ rule }) => secretRules.has(rule)).map(({ range }) => range);
  if (secrets.length === 0) return lines;
  const shown = [...lines];
  for (const { start, end } of secrets) {
    if (end.line > start.line) continue;
    const named = secrets.filter((range) => range.start.line === start.line);
    shown[start.line] = maskedLine(lines[start.line] ?? '', named);
  }
  return shown;
}

function maskedLine(line: string, named: readonly Range[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of named) {
    if (start.character < at) continue;
    const before = line.slice(at, start.character);
    masked += (at === 0 ? before : before.replace(VALUE, '*')) + line.slice(start.character, end.character);
    at = end.character;
  }
  return masked + line.slice(at).replace(VALUE, '*');
}
