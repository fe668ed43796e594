// The extension on a desktop or a remote host: runs the server as a Node process of its own.
import { commands, type ExtensionContext, type TreeDataProvider, window, workspace } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from 'vscode-languageclient/node';
import { registerAudit } from './audit';
import { AuditView } from './audit-view';
import { registerDebugInfo } from './copy-debug-info';
import { Deduplication } from './deduplication';
import { configurations, dockerfiles, watchedConfigurations, watchedFiles } from './documents';
import { registerExample } from './example';
import { EXPLAIN_RULE, registerExplainRule } from './explain-rule';
import { otherLinters } from './other-linters';
import { registerStatus } from './status';

let client: LanguageClient | undefined;

/** For tests: what the audit's view shows. */
export interface Exports {
  readonly audit: TreeDataProvider<unknown>;
}

export async function activate(context: ExtensionContext): Promise<Exports> {
  const output = window.createOutputChannel('Hullwright', { log: true });
  const watchers = [
    ...[watchedFiles, watchedConfigurations].map((glob) => workspace.createFileSystemWatcher(glob)),
    // A folder that goes is told without what is in it.
    workspace.createFileSystemWatcher('**', true, true, false),
  ];
  const deduplication = new Deduplication();
  const audit = new AuditView();
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
    // Analyses live briefly: a roomy young generation spares V8 from moving them.
    options: { execArgv: ['--max-semi-space-size=64'] },
  };
  const hullwright = new LanguageClient('hullwright', 'Hullwright', server, {
    documentSelector: [...dockerfiles, ...configurations],
    initializationOptions: () => ({ trusted: workspace.isTrusted, commands: [EXPLAIN_RULE] }),
    diagnosticCollectionName: 'hullwright',
    outputChannel: output,
    // A request that fails is for the log: nothing pops up while someone types.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: { handleDiagnostics: deduplication.handle },
    synchronize: { configurationSection: 'hullwright', fileEvents: watchers },
  });
  client = hullwright;
  context.subscriptions.push(
    output,
    ...watchers,
    deduplication,
    hullwright.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) deduplication.forget();
    }),
    ...registerStatus(hullwright, deduplication),
    ...registerAudit(hullwright, audit),
    registerExample(),
    registerDebugInfo(hullwright, deduplication, context.extension.packageJSON),
    registerExplainRule(context.extensionUri),
    // What a configuration extends is followed from now on.
    workspace.onDidGrantWorkspaceTrust(() => hullwright.restart()),
    commands.registerCommand('hullwright.restart', () => hullwright.restart()),
    commands.registerCommand('hullwright.showOutput', () => output.show()),
  );
  await hullwright.start();
  output.info(
    `The server runs: Hullwright ${hullwright.initializeResult?.serverInfo?.version ?? 'of unknown version'}`,
  );
  const others = otherLinters();
  if (others.length > 0) output.info(`Other linters are installed: ${others.join(', ')}`);
  return { audit };
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
