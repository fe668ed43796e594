// The summary of an audit: by rule, then by file, hints too. Markdown, for the editor's preview.
import type { Finding, Severity } from '../rule/finding';
import { pageOf } from '../rule/pages';
import { type AuditedFile, SEVERITIES } from './report';
import { visible } from './visible';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export function summaryOf(files: readonly AuditedFile[]): string {
  const withFindings = files.filter(({ analysis }) => analysis.findings.length > 0);
  const findings = withFindings.flatMap(({ analysis }) => analysis.findings);
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((f) => f.severity === severity).length,
  }));
  const shown = counts.filter(({ count }) => count > 0).map(({ severity, count }) => plural(count, severity));
  const suppressed = files.reduce((sum, { analysis }) => sum + (analysis.suppressed?.length ?? 0), 0);
  const silenced = suppressed > 0 ? ` (${suppressed} suppressed)` : '';
  const head = `# Hullwright audit\n\n${plural(findings.length, 'finding')} in ${plural(files.length, 'file')}${silenced}`;
  if (findings.length === 0) return `${head}. Nothing to report.\n`;
  const sections = [byRule(withFindings), ...withFindings.map(fileSection)];
  return `${head}: ${shown.join(', ')}.\n\n${sections.join('\n')}`;
}

function byRule(files: readonly AuditedFile[]): string {
  const rules = new Map<string, { severity: Severity; count: number; files: Set<string> }>();
  for (const { path, analysis } of files) {
    for (const { rule, severity } of analysis.findings) {
      const row = rules.get(rule) ?? { severity, count: 0, files: new Set() };
      row.count++;
      row.files.add(path);
      if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(row.severity)) row.severity = severity;
      rules.set(rule, row);
    }
  }
  const rows = [...rules].sort(([, a], [, b]) => b.count - a.count);
  const lines = rows.map(
    ([rule, { severity, count, files: in_ }]) =>
      `| [${rule}](${pageOf(rule)}) | ${severity} | ${count} | ${in_.size} |`,
  );
  return ['## By rule', '', '| Rule | Severity | Findings | Files |', '| --- | --- | ---: | ---: |', ...lines, ''].join(
    '\n',
  );
}

function fileSection({ path, uri, analysis }: AuditedFile): string {
  const lines = analysis.findings.map((finding) => `- ${line(finding, uri)}`);
  return [`## ${escapeText(path)}`, '', ...lines, ''].join('\n');
}

function line({ range, severity, rule, message }: Finding, uri: string): string {
  const number = range.start.line + 1;
  return `[line ${number}](${linkTo(uri)}#L${number}), ${severity}, **${rule}**: ${escapeText(message)}`;
}

/** A URI in which nothing ends the link or the path. */
const linkTo = (uri: string): string => uri.replace(/[^\w./:%~@=;,+-]/gu, (c) => `%${hexOf(c)}`);
const hexOf = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('%');

/** Text of a workspace is shown, never read as Markdown or HTML, and nothing hides in it. */
export const escapeText = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');
