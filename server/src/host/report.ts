// The audit of a host as text, JSON, SARIF and Markdown.
import type { Severity } from '../rule/finding';
import type { HostAudit } from './audit';
import type { HostResult, Verdict } from './check';

export const HOST_FORMATS = ['text', 'json', 'sarif'] as const;
export type HostFormat = (typeof HOST_FORMATS)[number] | 'markdown';

export interface HostReportOptions {
  readonly version: string;
}

export function hostReport(audit: HostAudit, format: HostFormat, { version }: HostReportOptions): string {
  switch (format) {
    case 'text':
      return textReport(audit);
    case 'json':
      return `${JSON.stringify(jsonOf(audit), undefined, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifOf(audit, version), undefined, 2)}\n`;
    case 'markdown':
      return markdownReport(audit);
    default:
      return format satisfies never;
  }
}

const ORDER: readonly Verdict[] = ['fail', 'unknown', 'pass'];
const WORST_FIRST = ['error', 'warning', 'info', 'hint'] as const satisfies readonly Severity[];

const withVerdict = ({ results }: HostAudit, wanted: Verdict): HostResult[] => {
  const all = results.filter(({ verdict }) => verdict === wanted);
  return WORST_FIRST.flatMap((worst) => all.filter(({ check }) => check.severity === worst));
};

export const countsOf = ({ results }: HostAudit): Readonly<Record<Verdict, number>> => ({
  fail: results.filter(({ verdict }) => verdict === 'fail').length,
  unknown: results.filter(({ verdict }) => verdict === 'unknown').length,
  pass: results.filter(({ verdict }) => verdict === 'pass').length,
});

/** Nothing of a host's files moves the cursor of a terminal. */
const visible = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');

const lineOf = ({ check, detail, path }: HostResult): string =>
  visible(
    `${check.cis === undefined ? '' : `${check.cis} `}${check.title}: ${path === undefined ? '' : `${path}: `}${detail}`,
  );

function textReport(audit: HostAudit): string {
  const lines = ORDER.flatMap((verdict) =>
    withVerdict(audit, verdict).map((result) => `${verdict.padEnd(7)} ${lineOf(result)} [${result.check.id}]`),
  );
  const { fail, unknown, pass } = countsOf(audit);
  const none = audit.hasDocker ? [] : ['There is no Docker here.'];
  return `${[...lines, '', ...none, `${fail} failed, ${unknown} unknown, ${pass} passed`].join('\n')}\n`;
}

const TITLES: Readonly<Record<Verdict, string>> = { fail: 'Failed', unknown: 'Unknown', pass: 'Passed' };

function markdownReport(audit: HostAudit): string {
  const { fail, unknown, pass } = countsOf(audit);
  const cell = (text: string): string => visible(text).replace(/[\\|<>`*_[\]]/g, '\\$&');
  const sections = ORDER.flatMap((verdict) => {
    const rows = withVerdict(audit, verdict);
    if (rows.length === 0) return [];
    const table = rows.map(
      ({ check, detail, path = '' }) =>
        `| ${check.cis ?? ''} | ${cell(check.title)} | ${cell(path)} | ${cell(detail)} |`,
    );
    return [`## ${TITLES[verdict]}`, ['| CIS | Check | Path | Seen |', '|---|---|---|---|', ...table].join('\n')];
  });
  const none = audit.hasDocker ? [] : ['There is no Docker here.'];
  return `${['# Audit of this Docker host', ...none, `${fail} failed, ${unknown} unknown, ${pass} passed`, ...sections].join('\n\n')}\n`;
}

const jsonOf = (audit: HostAudit): object => ({
  hasDocker: audit.hasDocker,
  counts: countsOf(audit),
  checks: audit.results.map(({ check, verdict, detail, path }) => ({
    id: check.id,
    cis: check.cis,
    title: check.title,
    severity: check.severity,
    verdict,
    path,
    detail,
  })),
});

const LEVELS = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;
/** As SARIF says it: what could not be seen is open. */
const KINDS: Readonly<Record<Verdict, string>> = { fail: 'fail', unknown: 'open', pass: 'pass' };

function sarifOf({ results }: HostAudit, version: string): object {
  const checks = new Map(results.map(({ check }) => [check.id, check]));
  const indexes = new Map([...checks.keys()].map((id, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Hullwright',
            version,
            informationUri: 'https://github.com/hullwright/hullwright',
            rules: [...checks.values()].map(({ id, title, cis, severity }) => ({
              id,
              shortDescription: { text: title },
              defaultConfiguration: { level: LEVELS[severity] },
              properties: { tags: ['security', ...(cis === undefined ? [] : [`cis-docker-${cis}`])] },
            })),
          },
        },
        results: results.map(({ check, verdict, detail, path }) => ({
          ruleId: check.id,
          ruleIndex: indexes.get(check.id),
          kind: KINDS[verdict],
          level: verdict === 'fail' ? LEVELS[check.severity] : 'none',
          message: { text: `${check.title}: ${detail}` },
          ...(path === undefined
            ? {}
            : { locations: [{ physicalLocation: { artifactLocation: { uri: `file://${encodeURI(path)}` } } }] }),
        })),
      },
    ],
  };
}
