// The extension wherever it runs: an entry point says how its server is started, everything else is the same.
import { commands, type ExtensionContext, type TreeDataProvider, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { registerAudit } from './audit';
import { AuditView } from './audit-view';
import { answerCaughtUp } from './caught-up';
import { followComposeSchema, isComposeSchemaElsewhere } from './compose-schema';
import { registerDebugInfo } from './copy-debug-info';
import { Deduplication } from './deduplication';
import { checked, configurations, variables, watchedConfigurations, watchedFiles, watchedOthers } from './documents';
import { registerExample } from './example';
import { EXPLAIN_RULE, registerExplainRule } from './explain-rule';
import { answerFileRequests } from './file-requests';
import { imageCommands, reviewed, tellWhetherOffered } from './images';
import { otherLinters } from './other-linters';
import { registerStatus } from './status';

let client: BaseLanguageClient | undefined;

/** For tests: what the audit's view shows. */
export interface Exports {
  readonly audit: TreeDataProvider<unknown>;
}

export async function start(
  context: ExtensionContext,
  clientOf: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<Exports> {
  const output = window.createOutputChannel('Hullwright', { log: true });
  const watchers = [
    ...[watchedFiles, watchedConfigurations, ...watchedOthers].map((glob) => workspace.createFileSystemWatcher(glob)),
    // A folder that goes is told without what is in it.
    workspace.createFileSystemWatcher('**', true, true, false),
  ];
  const deduplication = new Deduplication();
  const audit = new AuditView();
  const hullwright = clientOf({
    documentSelector: [...checked, ...configurations, ...variables],
    initializationOptions: () => ({
      trusted: workspace.isTrusted,
      files: true,
      caughtUp: true,
      composeSchemaElsewhere: isComposeSchemaElsewhere(),
      commands: [EXPLAIN_RULE],
    }),
    diagnosticCollectionName: 'hullwright',
    outputChannel: output,
    // A request that fails is for the log: nothing pops up while someone types.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      handleDiagnostics: deduplication.handle,
      executeCommand: imageCommands(() => client),
      workspace: { handleApplyEdit: reviewed },
    },
    synchronize: { configurationSection: 'hullwright', fileEvents: watchers },
  });
  client = hullwright;
  /** Also when there is nothing to stop, or it does not stop in time. */
  const restart = async (): Promise<void> => {
    await hullwright.stop().catch(() => undefined);
    await hullwright.start();
  };
  context.subscriptions.push(
    output,
    ...watchers,
    deduplication,
    hullwright.onDidChangeState(({ newState }) => {
      // Also when the next one starts: one that is told to stop talks on until it has.
      if (newState !== State.Running) deduplication.forget();
      if (newState === State.Running) tellWhetherOffered(hullwright);
    }),
    ...answerFileRequests(hullwright),
    answerCaughtUp(hullwright),
    ...followComposeSchema(hullwright),
    ...registerStatus(hullwright, deduplication),
    ...registerAudit(hullwright, audit),
    registerExample(),
    registerDebugInfo(hullwright, deduplication, context.extension.packageJSON),
    ...registerExplainRule(context.extensionUri),
    // What a configuration extends is followed from now on.
    workspace.onDidGrantWorkspaceTrust(restart),
    commands.registerCommand('hullwright.restart', restart),
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
