// The language status item: what the active Dockerfile has, which configuration is in use, whether the server runs.
import {
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { DocumentStatus } from '../../protocol/status';
import * as counted from './counted';
import type { Deduplication } from './deduplication';
import { checked, isChecked } from './documents';
import { statusOf } from './server-status';

export function registerStatus(client: BaseLanguageClient, deduplication: Deduplication): Disposable[] {
  const item = languages.createLanguageStatusItem('hullwright.findings', checked);
  item.name = 'Hullwright';
  item.command = { command: 'hullwright.showOutput', title: l10n.t('Show Output') };
  let asking = false;
  let outdated = false;

  function update(): void {
    const isStopped = client.state === State.Stopped;
    const severity = isStopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    tell(item, { busy: client.state === State.Starting, severity });
    if (!isStopped) return void ask();
    tell(item, { text: l10n.t('Hullwright is not running'), detail: undefined });
  }

  /** One question at a time: diagnostics change at every keystroke. */
  async function ask(): Promise<void> {
    outdated = true;
    if (asking) return;
    asking = true;
    while (outdated) {
      outdated = false;
      const document = window.activeTextEditor?.document;
      if (!document || !isChecked(document)) continue;
      const status = await statusOf(client, document.uri);
      if (!status || window.activeTextEditor?.document !== document) continue;
      tell(item, { text: textOf(status), detail: detailOf(status, deduplication.leftToOthers(document.uri)) });
    }
    asking = false;
  }

  update();
  return [
    item,
    client.onDidChangeState(update),
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  ];
}

type Told = Pick<LanguageStatusItem, 'busy' | 'severity' | 'text' | 'detail'>;

/** The window draws the item again for all that it is told, though it be the same. */
function tell(item: Told, told: Partial<Told>): void {
  if (told.busy !== undefined && told.busy !== item.busy) item.busy = told.busy;
  if (told.severity !== undefined && told.severity !== item.severity) item.severity = told.severity;
  if (told.text !== undefined && told.text !== item.text) item.text = told.text;
  if ('detail' in told && told.detail !== item.detail) item.detail = told.detail;
}

function textOf({ findings, suppressed }: DocumentStatus): string {
  const found = findings === 0 ? l10n.t('No findings') : counted.findings(findings);
  return suppressed === 0 ? found : l10n.t('{0}, {1} suppressed', found, String(suppressed));
}

function detailOf(status: DocumentStatus, leftToOthers: number): string {
  const parts = [...configurationOf(status), l10n.t('profile {0}', status.profile), networkOf(status)];
  if (leftToOthers > 0) parts.push(l10n.t('{0} shown by other linters', String(leftToOthers)));
  return parts.join(' · ');
}

function networkOf({ network }: DocumentStatus): string {
  switch (network) {
    case 'off':
    case 'nowhere':
      return l10n.t('no network');
    case 'untrusted':
      return l10n.t('no network until the workspace is trusted');
    case 'onDemand':
      return l10n.t('registries when you ask');
    case 'auto':
      return l10n.t('registries unasked');
    default:
      return network satisfies never;
  }
}

function configurationOf({ kind, uri }: DocumentStatus): string[] {
  const path = uri === undefined ? '' : workspace.asRelativePath(Uri.parse(uri));
  switch (kind) {
    case 'hullwright':
      return [path];
    case 'hadolint':
      return [l10n.t('what counts of {0}', path)];
    case 'editor':
      return [l10n.t("the editor's settings alone")];
    case 'none':
      return [];
    default:
      return kind satisfies never;
  }
}
