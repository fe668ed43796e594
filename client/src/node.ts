// The extension on a desktop or a remote host: runs the server as a Node process of its own.
import { platform } from 'node:process';
import { commands, type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Exports, start } from './extension';
import { registerHostAudit } from './host-audit';
import { proxyChanged, proxyVariable } from './proxy';

export { deactivate } from './extension';

export function activate(context: ExtensionContext): Promise<Exports> {
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
    // Analyses live briefly: a roomy young generation spares V8 from moving them.
    options: {
      execArgv: ['--max-semi-space-size=64'],
      // As it is at each start.
      get env() {
        return { HULLWRIGHT_PROXY: proxyVariable() };
      },
    },
  };
  let client: LanguageClient | undefined;
  context.subscriptions.push(
    registerHostAudit(platform, () => client),
    workspace.onDidChangeConfiguration((change) => {
      if (proxyChanged((name) => change.affectsConfiguration(name))) void commands.executeCommand('hullwright.restart');
    }),
  );
  return start(context, (options) => {
    client = new LanguageClient('hullwright', 'Hullwright', server, options);
    return client;
  });
}
