// "Audit Workspace": asks the server for every file's findings, shows its progress, and keeps the view true afterwards.
import {
  CancellationTokenSource,
  commands,
  type Disposable,
  env,
  l10n,
  type Progress,
  ProgressLocation,
  type Uri,
  window,
} from 'vscode';
import { type BaseLanguageClient, State, WorkDoneProgress } from 'vscode-languageclient';
import type { AuditResult, ReportFormat } from '../../protocol/audit';
import { exportAudit } from './audit-export';
import { filterOf } from './audit-filter';
import { fixTogether } from './audit-fixes';
import { auditChanged, auditPart, auditRequest } from './audit-protocol';
import { registerSummary } from './audit-summary';
import { spokenFinding } from './audit-text';
import { GROUPINGS } from './audit-tree';
import { type AuditNode, AuditView, isGroup, rangeOf } from './audit-view';
import * as counted from './counted';
import { EXPLAIN_RULE } from './explain-rule';

interface Running {
  readonly result: Promise<AuditResult>;
  readonly source: CancellationTokenSource;
}

type Report = Progress<{ message?: string; increment?: number }>;

/** Registers the view, its commands and the document that holds the last summary. */
export function registerAudit(client: BaseLanguageClient, view = new AuditView()): Disposable[] {
  let running: Running | undefined;
  let hasRun = false;
  let audits = 0;

  /** One at a time: who asks for a second one waits for the first. */
  function audit(location: ProgressLocation | { viewId: string }): Promise<AuditResult> {
    if (running) return running.result;
    const source = new CancellationTokenSource();
    const options = { location, title: l10n.t('Auditing the workspace'), cancellable: true };
    const result = Promise.resolve(
      window.withProgress(options, async (progress, token) => {
        token.onCancellationRequested(() => source.cancel());
        return request(progress, source);
      }),
    ).finally(() => {
      source.dispose();
      if (running === started) ended();
    });
    const started: Running = { result, source };
    running = started;
    view.auditBegins();
    void setContext('auditing', true);
    return result;
  }

  function ended(): void {
    running = undefined;
    view.auditEnds();
    void setContext('auditing', false);
  }

  async function request(progress: Report, source: CancellationTokenSource): Promise<AuditResult> {
    const token = `hullwright-audit-${++audits}`;
    let done = 0;
    const reports = client.onProgress(WorkDoneProgress.type, token, (value) => {
      if (value.kind === 'end') return;
      const percentage = value.percentage ?? done;
      progress.report({ message: value.message, increment: percentage - done });
      done = percentage;
    });
    const parts = client.onProgress(auditPart, `${token}-part`, (files) => view.apply(files));
    try {
      const params = { workDoneToken: token, partialResultToken: `${token}-part` };
      const result = await client.sendRequest(auditRequest, params, source.token);
      hasRun = true;
      void setContext('audited', true);
      if (running?.source === source) view.ended(outcomeOf(result), result.cancelled);
      return result;
    } finally {
      reports.dispose();
      parts.dispose();
    }
  }

  async function auditAndShow(): Promise<AuditResult> {
    await commands.executeCommand('hullwright.audit.focus');
    const result = await audit(ProgressLocation.Notification);
    // For those who can't see the view. Not awaited: it settles when the notification is closed.
    void window.showInformationMessage(
      l10n.t('{0} in {1}.', counted.findings(result.findings), counted.files(result.files)),
    );
    return result;
  }

  async function askFilter(given?: string): Promise<void> {
    const text = given ?? (await inputFilter(view.filterText));
    if (text === undefined) return;
    view.filterBy(text);
    void setContext('auditFiltered', view.filterText !== '');
  }

  /** What was clicked, or selected with it, or has the focus of the keyboard. */
  function chosen(node?: AuditNode, selected?: readonly AuditNode[]): AuditNode[] {
    if (node) return selected?.includes(node) ? [...selected] : [node];
    return [...view.selection];
  }
  const findingsIn = (nodes: readonly AuditNode[]) => [
    ...new Set(nodes.flatMap((node) => (isGroup(node) ? node.findings : 'hidden' in node ? [] : [node]))),
  ];

  async function showFixes(node?: AuditNode): Promise<void> {
    const [first] = findingsIn(chosen(node));
    if (!first) return;
    await window.showTextDocument(client.protocol2CodeConverter.asUri(first.uri), { selection: rangeOf(first) });
    await commands.executeCommand('editor.action.quickFix');
  }

  const command = commands.registerCommand;
  return [
    view,
    ...registerSummary(client),
    client.onNotification(auditChanged, ({ files }) => view.apply(files)),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) {
        view.serverStopped();
        // Its audit may never end.
        ended();
      }
      if (newState !== State.Running) return;
      view.serverStarted();
      // The server began anew and knows nothing of what it had audited.
      if (hasRun)
        audit({ viewId: 'hullwright.audit' }).catch((error) => client.error('The audit failed', error, false));
    }),
    ...GROUPINGS.map((grouping) =>
      command(`hullwright.audit.groupBy${grouping[0]?.toUpperCase()}${grouping.slice(1)}`, () => {
        view.groupBy(grouping);
      }),
    ),
    command('hullwright.audit', auditAndShow),
    command('hullwright.audit.cancel', () => running?.source.cancel()),
    command('hullwright.audit.filter', askFilter),
    command('hullwright.audit.clearFilter', () => askFilter('')),
    command('hullwright.audit.export', (format?: Exclude<ReportFormat, 'summary'>, target?: Uri) =>
      // A menu of the view hands its own arguments over.
      typeof format === 'string' ? exportAudit(client, format, target) : exportAudit(client),
    ),
    command('hullwright.audit.showFixes', showFixes),
    command('hullwright.audit.fix', (node?: AuditNode, selected?: readonly AuditNode[]) =>
      fixTogether(client, findingsIn(chosen(node, selected))),
    ),
    command('hullwright.audit.fixAll', (way?: unknown) =>
      fixTogether(client, view.findings, way === 'apply' || way === 'review' ? way : undefined),
    ),
    command('hullwright.audit.explain', (node?: AuditNode) => {
      const [first] = findingsIn(chosen(node));
      return first && commands.executeCommand(EXPLAIN_RULE, first.rule);
    }),
    command('hullwright.audit.copy', (node?: AuditNode, selected?: readonly AuditNode[]) =>
      env.clipboard.writeText(findingsIn(chosen(node, selected)).map(spokenFinding).join('\n')),
    ),
  ];
}

const setContext = (key: string, value: boolean): Thenable<unknown> =>
  commands.executeCommand('setContext', `hullwright.${key}`, value);

function outcomeOf({ cancelled, files, findings }: AuditResult): string {
  if (cancelled) return l10n.t('The audit was stopped after {0}; the others were not looked at.', counted.files(files));
  return findings === 0 ? l10n.t('Nothing was found in {0}.', counted.files(files)) : '';
}

function inputFilter(value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Filter the Audit'),
    value,
    prompt: l10n.t('Words of a message, rule or path; !word leaves out; @error, @warning, @info, @hint, @fixable'),
    validateInput: (text) => {
      const { unknown } = filterOf(text);
      return unknown.length > 0 ? l10n.t('There is no {0}.', unknown.map((word) => `@${word}`).join(', ')) : undefined;
    },
  });
}
