// The summary of an audit: by rule, then by file, hints too. Markdown, for the editor's preview.
import type { Finding } from '../rule/finding';
import { pageOf } from '../rule/pages';
import { type AuditedFile, SEVERITIES } from './report';
import { RuleTally } from './rule-tally';
import { visible } from './visible';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `target`: what the links to a file lead to, a URI or a path. */
export function summaryOf(
  files: readonly AuditedFile[],
  target: (file: AuditedFile) => string = ({ uri }) => uri,
): string {
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
  const sections = [byRule(withFindings), ...withFindings.map((file) => fileSection(file, target(file)))];
  return `${head}: ${shown.join(', ')}.\n\n${sections.join('\n')}`;
}

function byRule(files: readonly AuditedFile[]): string {
  const rules = new RuleTally();
  for (const { analysis } of files) rules.add(analysis);
  const lines = rules
    .counts()
    .map((row) => `| [${row.rule}](${pageOf(row.rule)}) | ${row.severity} | ${row.findings} | ${row.files} |`);
  return ['## By rule', '', '| Rule | Severity | Findings | Files |', '| --- | --- | ---: | ---: |', ...lines, ''].join(
    '\n',
  );
}

function fileSection({ path, analysis }: AuditedFile, target: string): string {
  const lines = analysis.findings.map((finding) => `- ${line(finding, target)}`);
  return [`## ${escapeText(path)}`, '', ...lines, ''].join('\n');
}

function line({ range, severity, rule, message }: Finding, target: string): string {
  const number = range.start.line + 1;
  return `[line ${number}](${linkTo(target)}#L${number}), ${severity}, **${rule}**: ${escapeText(message)}`;
}

/** A URI or path in which nothing ends the link or the path. */
const linkTo = (uri: string): string => uri.replace(/[^\w./:%~@=;,+-]/gu, (c) => `%${hexOf(c)}`);
const hexOf = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('%');

/** Text of a workspace is shown, never read as Markdown or HTML, and nothing hides in it. */
export const escapeText = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');
