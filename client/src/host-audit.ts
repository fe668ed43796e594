// "Audit This Docker Host": asked for by hand alone, of the machine that the extension runs on, where that runs Linux and the
// workspace is trusted. In a remote window it is the remote machine; a container is nobody's host.
import { commands, Disposable, EventEmitter, env, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { AUDIT_HOST, type HostAuditAnswer } from '../../protocol/host-audit';

const reportUri = Uri.from({ scheme: 'hullwright-host', path: '/Docker Host Audit.md' });

/** `platform`: as Node names it. */
export function registerHostAudit(platform: string, current: () => BaseLanguageClient | undefined): Disposable {
  const changed = new EventEmitter<Uri>();
  let report = '';
  const audit = async (): Promise<void> => {
    const client = current();
    if (!client || platform !== 'linux' || isContainer(env.remoteName) || !workspace.isTrusted) {
      const where = l10n.t('A Docker host is audited on the machine itself: Linux, no container, a trusted workspace.');
      void window.showWarningMessage(where);
      return;
    }
    const answer = await client.sendRequest<HostAuditAnswer>(AUDIT_HOST);
    if (!answer.hasDocker) {
      void window.showInformationMessage(l10n.t('There is no Docker on this machine.'));
      return;
    }
    const { fail, unknown, pass } = answer;
    const summary = l10n.t('This Docker host: {0} checks failed, {1} unknown, {2} passed.', fail, unknown, pass);
    const open = l10n.t('Open Report');
    if ((await window.showInformationMessage(summary, open)) !== open) return;
    report = answer.report;
    changed.fire(reportUri);
    await commands.executeCommand('markdown.showPreview', reportUri);
  };
  return Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(reportUri.scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => report,
    }),
    commands.registerCommand('hullwright.auditHost', audit),
  );
}

/** `remoteName`: as VS Code and its extensions for remote windows name it. */
const isContainer = (remoteName = ''): boolean => /container|codespaces/.test(remoteName);
