// "Audit This Docker Host": asked for by hand alone, on this very machine, where that runs Linux and the workspace is trusted.
import { commands, type Disposable, env, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

interface HostAuditAnswer {
  readonly hasDocker: boolean;
  readonly fail: number;
  readonly unknown: number;
  readonly pass: number;
  /** In Markdown. */
  readonly report: string;
}

/** `platform`: as Node names it. */
export function registerHostAudit(platform: string, current: () => BaseLanguageClient | undefined): Disposable {
  return commands.registerCommand('hullwright.auditHost', async () => {
    const client = current();
    if (!client || platform !== 'linux' || env.remoteName !== undefined || !workspace.isTrusted) {
      const where = l10n.t(
        'A Docker host is audited on the machine itself: Linux, no remote window, a trusted workspace.',
      );
      void window.showWarningMessage(where);
      return;
    }
    const answer = await client.sendRequest<HostAuditAnswer>('hullwright/auditHost');
    const open = l10n.t('Open Report');
    const chosen = await window.showInformationMessage(summaryOf(answer), open);
    if (chosen !== open) return;
    const document = await workspace.openTextDocument({ language: 'markdown', content: answer.report });
    await window.showTextDocument(document);
  });
}

const summaryOf = ({ hasDocker, fail, unknown, pass }: HostAuditAnswer): string =>
  hasDocker
    ? l10n.t('This Docker host: {0} checks failed, {1} unknown, {2} passed.', fail, unknown, pass)
    : l10n.t('There is no Docker on this machine.');
