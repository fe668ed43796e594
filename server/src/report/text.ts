// The report that people read: each finding with its place, its line, and what would fix it, as compilers show theirs.
import type { Finding, Fix, Related, Severity } from '../rule/finding';
import type { Range } from '../text/range';
import { excerptOf } from './excerpt';
import { maskedLines } from './mask';
import { pathOfOther } from './other-file';
import { type AuditedFile, type Report, SEVERITIES, Tally } from './report';
import { visible } from './visible';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type Style = 'bold' | 'dim' | 'caret' | 'help' | Severity;

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  caret: '1;31',
  help: '1;32',
  error: '1;31',
  warning: '1;33',
  info: '1;36',
  hint: '1;34',
};

const MIN_SOURCE_WIDTH = 40;

export function textReport({ colour, width }: TextOptions): Report {
  const tally = new Tally();
  const paint = (style: Style, text: string): string => (colour ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text);

  /** The line with carets, behind a gutter as wide as `gutter`. */
  const excerpt = (lines: readonly string[], range: Range, gutter: number): string => {
    const { source, carets } = excerptOf(
      lines[range.start.line] ?? '',
      range,
      Math.max(width - gutter - 4, MIN_SOURCE_WIDTH),
    );
    const number = String(range.start.line + 1).padStart(gutter);
    const marks = carets.trimStart();
    const indent = carets.slice(0, carets.length - marks.length);
    const blank = ' '.repeat(gutter);
    const shown = `${paint('dim', ` ${number} |`)} ${source}`.trimEnd();
    return `${shown}\n${paint('dim', ` ${blank} |`)} ${indent}${paint('caret', marks)}\n`;
  };

  const finding = (file: AuditedFile, lines: readonly string[], found: Finding): string => {
    const { severity, rule, message, range, related, fixes } = found;
    const gutter = String(
      Math.max(range.start.line, ...related.filter(isHere).map((other) => other.range.start.line)) + 1,
    ).length;
    const place = (at: Range, path = file.path): string =>
      `${visible(path)}:${at.start.line + 1}:${at.start.character + 1}:`;
    const hasSource = (lines[range.start.line] ?? '').trim() !== '';
    const pieces = [
      `${paint('bold', place(range))} ${paint(severity, `${severity}[${rule}]`)}: ${paint('bold', visible(message))}\n`,
      hasSource ? excerpt(lines, range, gutter) : '',
    ];
    for (const other of related) {
      const path = other.uri === undefined ? file.path : pathOfOther(file, other.uri);
      pieces.push(`${place(other.range, path)} ${paint('dim', 'note')}: ${visible(other.message)}\n`);
      if (isHere(other)) pieces.push(excerpt(lines, other.range, gutter));
    }
    for (const fix of fixes)
      pieces.push(`${' '.repeat(gutter + 2)}= ${paint('help', 'help')}: ${visible(fix.title)}${remark(fix)}\n`);
    return `${pieces.join('')}\n`;
  };

  return {
    start: () => '',
    file(file) {
      tally.add(file.analysis);
      const lines = maskedLines(file.analysis);
      return file.analysis.findings.map((found) => finding(file, lines, found)).join('');
    },
    end: () => `${summary(tally)}\n`,
  };
}

/** What the command line's `fix` does with it. */
function remark({ safety }: Fix): string {
  switch (safety) {
    case 'safe':
      return ' (hullwright fix)';
    case 'suggested':
      return ' (hullwright fix --suggested)';
    case 'manual':
      return '';
    default:
      return safety satisfies never;
  }
}

const NOUNS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'info'],
  hint: ['hint', 'hints'],
};

/** By hand: the first toLocaleString of a process takes milliseconds. */
const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

export const counted = (count: number, one: string, several: string): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;

/** All counts in a line. */
export function summary({ files, filesWithFindings, counts, suppressed }: Tally): string {
  const silenced = suppressed > 0 ? `, ${grouped(suppressed)} suppressed` : '';
  const all = counted(files, 'file', 'files');
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    counted(counts[severity], ...NOUNS[severity]),
  );
  if (parts.length === 0) return `no findings in ${all}${silenced}`;
  return `${parts.join(', ')} in ${filesWithFindings === files ? all : `${grouped(filesWithFindings)} of ${all}`}${silenced}`;
}

const isHere = ({ uri }: Related): boolean => uri === undefined;
