// The language status item: how many findings the active Dockerfile has, and whether the server runs.
import { type Disposable, LanguageStatusSeverity, languages, window } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { dockerfiles, isDockerfile } from './documents';

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
    item.detail = 'Hullwright';
  }

  update();
  return [
    item,
    client.onDidChangeState(update),
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(update),
  ];
}
