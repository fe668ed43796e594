// "Copy Debug Info": what a report of a bug should have, gathered and put on the clipboard.
import { commands, type Disposable, env, l10n, type TextDocument, Uri, version, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type ChangedSetting, type DebugDocument, debugInfo } from './debug-info';
import type { Deduplication } from './deduplication';
import { isChecked } from './documents';
import { otherLinters } from './other-linters';
import { statusOf } from './server-status';

/** `packageJson` is the extension's own. */
export function registerDebugInfo(
  client: BaseLanguageClient,
  deduplication: Deduplication,
  packageJson: unknown,
): Disposable {
  return commands.registerCommand('hullwright.copyDebugInfo', async () => {
    const active = window.activeTextEditor?.document;
    const document = active && isChecked(active) ? await documentFacts(client, deduplication, active) : undefined;
    const { version: own, names } = readManifest(packageJson);
    await env.clipboard.writeText(
      debugInfo({
        versions: { Hullwright: own, 'VS Code': `${version} (${env.appHost}, ${env.remoteName ?? 'local'})` },
        server: `${State[client.state]}, ${client.initializeResult?.serverInfo?.version ?? 'version unknown'}`,
        folders: workspace.workspaceFolders?.length ?? 0,
        trusted: workspace.isTrusted,
        settings: names.flatMap((name) => changedSetting(name, active?.uri)),
        otherLinters: otherLinters(),
        document,
      }),
    );
    void window.showInformationMessage(l10n.t('The debug information is on the clipboard.'));
  });
}

async function documentFacts(
  client: BaseLanguageClient,
  deduplication: Deduplication,
  { uri, lineCount }: TextDocument,
): Promise<DebugDocument> {
  const status = await statusOf(client, uri);
  const file = status?.uri === undefined ? undefined : Uri.parse(status.uri);
  const configuration = file && workspace.getWorkspaceFolder(file) ? workspace.asRelativePath(file) : undefined;
  return { scheme: uri.scheme, lines: lineCount, status, configuration, leftToOthers: deduplication.leftToOthers(uri) };
}

/** The innermost place where it is set. */
function changedSetting(name: string, scope: Uri | undefined): ChangedSetting[] {
  const found = workspace.getConfiguration(undefined, scope).inspect(name);
  if (!found) return [];
  const { workspaceFolderValue, workspaceValue, globalValue, defaultValue } = found;
  const places = [
    ['folder', workspaceFolderValue],
    ['workspace', workspaceValue],
    ['user', globalValue],
  ] as const;
  const set = places.find(([, value]) => value !== undefined);
  if (!set || set[1] === defaultValue) return [];
  return [{ name, where: set[0], value: set[1] }];
}

interface Manifest {
  readonly version?: string;
  readonly contributes?: { readonly configuration?: { readonly properties?: object } };
}

function readManifest(packageJson: unknown): { version: string; names: string[] } {
  const { version: own, contributes }: Manifest = typeof packageJson === 'object' && packageJson ? packageJson : {};
  return { version: own ?? 'unknown', names: Object.keys(contributes?.configuration?.properties ?? {}) };
}
