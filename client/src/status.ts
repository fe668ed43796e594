// The language status item: how many findings the active Dockerfile has, which configuration is in use, whether the server runs.
import { type Disposable, LanguageStatusSeverity, languages, Uri, window, workspace } from 'vscode';
import { type BaseLanguageClient, RequestType, State } from 'vscode-languageclient';
import { dockerfiles, isDockerfile } from './documents';

interface ConfigurationStatus {
  readonly kind: 'hullwright' | 'hadolint' | 'none' | 'editor';
  readonly uri?: string;
  readonly profile: string;
}

const statusRequest = new RequestType<{ uri: string }, ConfigurationStatus | null, void>('hullwright/status');

export function registerStatus(client: BaseLanguageClient): Disposable[] {
  const item = languages.createLanguageStatusItem('hullwright.findings', dockerfiles);
  item.name = 'Hullwright';
  item.command = { command: 'hullwright.showOutput', title: 'Show Output' };

  function update(): void {
    const document = window.activeTextEditor?.document;
    item.busy = client.state === State.Starting;
    if (client.state === State.Stopped) {
      item.text = 'Hullwright is not running';
      item.severity = LanguageStatusSeverity.Error;
      return;
    }
    item.severity = LanguageStatusSeverity.Information;
    if (!document || !isDockerfile(document)) return;
    const findings = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'hullwright').length;
    item.text = findings === 0 ? 'No findings' : `${findings} finding${findings === 1 ? '' : 's'}`;
    void updateDetail(document.uri);
  }

  /** Not when another document is active by then. */
  async function updateDetail(uri: Uri): Promise<void> {
    if (client.state !== State.Running) return;
    const status = await client.sendRequest(statusRequest, { uri: uri.toString() }).catch(() => null);
    const active = window.activeTextEditor?.document.uri;
    if (status && active?.toString() === uri.toString()) item.detail = detailOf(status);
  }

  update();
  return [
    item,
    client.onDidChangeState(update),
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(update),
  ];
}

function detailOf({ kind, uri, profile }: ConfigurationStatus): string {
  const path = uri === undefined ? 'a file' : workspace.asRelativePath(Uri.parse(uri));
  switch (kind) {
    case 'hullwright':
      return `Hullwright, by ${path}, profile ${profile}`;
    case 'hadolint':
      return `Hullwright, by what it understands of ${path}, profile ${profile}`;
    case 'editor':
      return `Hullwright, by the editor's settings alone, profile ${profile}`;
    case 'none':
      return `Hullwright, profile ${profile}`;
    default:
      return kind satisfies never;
  }
}
