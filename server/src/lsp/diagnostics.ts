// Findings to the protocol's diagnostics.
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { fileNotice } from '../lint/analyse';
import type { Finding, FindingTag, Severity } from '../rule/finding';
import { moreFindings } from '../rule/notices';
import { pageOf } from '../rule/pages';
import type { LineBreaks } from './line-breaks';

export const SOURCE = 'hullwright';
/** VS Code shows no more problems of one file. */
export const MAX_DIAGNOSTICS = 1_000;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
const TAGS: Readonly<Record<FindingTag, DiagnosticTag>> = {
  deprecated: DiagnosticTag.Deprecated,
  unnecessary: DiagnosticTag.Unnecessary,
};
const WORST_FIRST = ['error', 'warning', 'info', 'hint'] as const satisfies readonly Severity[];

/** Findings that did not change keep their diagnostics, so that only what changed is made anew. */
const known = new WeakMap<Finding, { readonly uri: string; readonly diagnostic: Diagnostic }>();

export function diagnosticOf(finding: Finding, uri: string, breaks: LineBreaks): Diagnostic {
  const made = known.get(finding);
  const range = breaks.toEditor(finding.range);
  if (made?.uri === uri && range === finding.range) return made.diagnostic;
  const diagnostic: Diagnostic = {
    range,
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    codeDescription: { href: pageOf(finding.rule) },
    source: SOURCE,
    message: finding.message,
  };
  if (finding.tag) diagnostic.tags = [TAGS[finding.tag]];
  if (finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map((related) => ({
      location: {
        uri: related.uri ?? uri,
        range: related.uri === undefined ? breaks.toEditor(related.range) : related.range,
      },
      message: related.message,
    }));
  }
  if (range === finding.range) known.set(finding, { uri, diagnostic });
  return diagnostic;
}

/** At most MAX_DIAGNOSTICS: the worst ones, and one that counts the rest. */
export function diagnosticsOf(findings: readonly Finding[], uri: string, breaks: LineBreaks): Diagnostic[] {
  return worst(findings).map((finding) => diagnosticOf(finding, uri, breaks));
}

function worst(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_DIAGNOSTICS) return findings;
  const shown: Finding[] = [];
  for (const severity of WORST_FIRST) {
    for (const finding of findings) {
      if (shown.length === MAX_DIAGNOSTICS - 1) break;
      if (finding.severity === severity) shown.push(finding);
    }
  }
  const rest = findings.length - shown.length;
  shown.push(
    fileNotice(moreFindings, `${rest} more findings are not shown here; "Hullwright: Audit Workspace" lists all`),
  );
  return shown;
}
