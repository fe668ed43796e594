// The report for people who have neither the editor nor a terminal: one page that stands alone, without scripts, and in
// which nothing of an audited file is read as HTML.
import type { Finding, Related, Severity } from '../rule/finding';
import { pageOf } from '../rule/pages';
import type { Range } from '../text/range';
import { excerptOf } from './excerpt';
import { style } from './html-style';
import { maskedLines } from './mask';
import { pathOfOther } from './other-file';
import { type AuditedFile, type Report, SEVERITIES, Tally } from './report';
import { RuleTally } from './rule-tally';
import { summary } from './text';
import { visible } from './visible';

/** Columns of the lines that it quotes. */
const WIDTH = 110;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a workspace, shown as it is. */
const text = (of: string): string => escapeHtml(visible(of));
const escapeHtml = (of: string): string => of.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

export function htmlReport(): Report {
  const tally = new Tally();
  const rules = new RuleTally();
  const rows: string[] = [];
  const sections: string[] = [];
  return {
    start: () => '',
    // What stands on top counts what comes below: all is written at the end.
    file(file) {
      tally.add(file.analysis);
      rules.add(file.analysis);
      if (file.analysis.findings.length > 0) {
        const id = `file-${sections.length + 1}`;
        rows.push(fileRow(file, id));
        sections.push(fileSection(file, id));
      }
      return '';
    },
    end: () => page(summary(tally), [...tables(rules, rows), ...sections].join('')),
  };
}

const page = (head: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Hullwright audit: ${text(head)}</title>
<style>
${style}</style>
</head>
<body>
<header>
<h1>Hullwright audit</h1>
<p>${text(head)}</p>
</header>
<main>
${content}</main>
</body>
</html>
`;

function tables(rules: RuleTally, files: readonly string[]): string[] {
  const counts = rules.counts();
  if (counts.length === 0) return [];
  const rows = counts.map(
    (row) =>
      `<tr><th scope="row">${ruleLink(row.rule)}</th><td>${badge(row.severity)}</td><td>${row.findings}</td><td>${row.files}</td></tr>\n`,
  );
  return [
    table('By rule', ['Rule', 'Severity', 'Findings', 'Files'], rows),
    table(
      'By file',
      ['File', ...SEVERITIES.map((severity) => `${severity[0]?.toUpperCase()}${severity.slice(1)}`)],
      files,
    ),
  ];
}

const table = (title: string, columns: readonly string[], rows: readonly string[]): string =>
  `<section>
<h2>${title}</h2>
<div class="wide"><table>
<thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('')}</tbody>
</table></div>
</section>
`;

function fileRow({ path, analysis }: AuditedFile, id: string): string {
  const { counts } = countsOf(analysis);
  const cells = SEVERITIES.map((severity) => `<td>${counts[severity] || ''}</td>`).join('');
  return `<tr><th scope="row"><a href="#${id}">${text(path)}</a></th>${cells}</tr>\n`;
}

function countsOf(analysis: AuditedFile['analysis']): Tally {
  const tally = new Tally();
  tally.add(analysis);
  return tally;
}

function fileSection(file: AuditedFile, id: string): string {
  const { path, analysis } = file;
  const lines = maskedLines(analysis);
  const items = analysis.findings.map((found) => item(file, found, lines)).join('');
  return `<section id="${id}">\n<h2>${text(path)}</h2>\n<ul>\n${items}</ul>\n</section>\n`;
}

function item(file: AuditedFile, found: Finding, lines: readonly string[]): string {
  const { severity, rule, message, range, related, fixes } = found;
  const pieces = [
    `<li>\n<p>${badge(severity)} ${ruleLink(rule)} <span class="place">${place(range)}</span></p>\n`,
    `<p class="message">${text(message)}</p>\n${excerpt(lines, range)}`,
    ...related.map(
      (other) =>
        `<p class="note"><span class="place">${otherFile(file, other)}${place(other.range)}</span> ${text(other.message)}</p>\n${other.uri === undefined ? excerpt(lines, other.range) : ''}`,
    ),
    ...fixes.map(({ title }) => `<p class="fix">Fix: ${text(title)}</p>\n`),
  ];
  return `${pieces.join('')}</li>\n`;
}

function excerpt(lines: readonly string[], range: Range): string {
  const line = lines[range.start.line] ?? '';
  if (line.trim() === '') return '';
  const { source, carets } = excerptOf(line, range, WIDTH);
  return `<pre><code>${escapeHtml(source)}</code>\n<span aria-hidden="true">${carets}</span></pre>\n`;
}

const badge = (severity: Severity): string => `<span class="severity ${severity}">${severity}</span>`;
const ruleLink = (rule: string): string => `<a href="${escapeHtml(pageOf(rule))}">${text(rule)}</a>`;
const otherFile = (file: AuditedFile, { uri }: Related): string =>
  uri === undefined ? '' : `${text(pathOfOther(file, uri))}, `;
const place = ({ start }: Range): string => `line ${start.line + 1}, column ${start.character + 1}`;
