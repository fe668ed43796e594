// The commands about images: what the server offers, with progress that can be cancelled, for where the cursor is.
import { commands, l10n, ProgressLocation, type Uri, window } from 'vscode';
import {
  type BaseLanguageClient,
  type ExecuteCommandMiddleware,
  ExecuteCommandRequest,
  WorkDoneProgress,
} from 'vscode-languageclient';
import { isChecked } from './documents';

/** Of an image, and of a file. The last is of the workspace and needs nothing. */
const OF_IMAGE: ReadonlySet<string> = new Set([
  'hullwright.pinImage',
  'hullwright.refreshPin',
  'hullwright.unpin',
  'hullwright.lookUpImage',
]);
const OF_FILE = 'hullwright.pinFile';
const OF_WORKSPACE = 'hullwright.pinWorkspace';

let requests = 0;

export const imageCommands =
  (current: () => BaseLanguageClient | undefined): Required<ExecuteCommandMiddleware>['executeCommand'] =>
  (command, args, next) => {
    const client = current();
    const isOurs = OF_IMAGE.has(command) || command === OF_FILE || command === OF_WORKSPACE;
    if (!client || !isOurs) return next(command, args);
    return run(client, command, argumentOf(client, command, args[0]));
  };

/** In palette and menus they are there where the server offers them: not in a browser's worker. */
export function tellWhetherOffered({ initializeResult }: BaseLanguageClient): void {
  const offered = initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  void commands.executeCommand('setContext', 'hullwright.noRegistries', !offered.includes(OF_FILE));
}

/** What was handed over by who offers the command; from the palette the place of the cursor. */
function argumentOf({ code2ProtocolConverter: to }: BaseLanguageClient, command: string, given: unknown): unknown {
  if (typeof given === 'object' && given !== null && 'uri' in given && typeof given.uri === 'string') return given;
  const editor = window.activeTextEditor;
  if (command === OF_WORKSPACE || !editor || !isChecked(editor.document)) return undefined;
  const uri = (place: Uri): string => to.asUri(place);
  const { document, selection } = editor;
  return { uri: uri(document.uri), position: to.asPosition(selection.active), version: document.version };
}

/** Ends with the server's answer; the progress ends before, when only the user is waited for. */
async function run(client: BaseLanguageClient, command: string, argument: unknown): Promise<unknown> {
  const workDoneToken = `hullwright-images-${++requests}`;
  const options = { location: ProgressLocation.Notification, title: l10n.t('Asking registries'), cancellable: true };
  return new Promise((resolve, reject) => {
    void window.withProgress(options, (progress, token) => {
      let done = 0;
      return new Promise<void>((end) => {
        const reports = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
          if (value.kind === 'end') return end();
          const percentage = value.percentage ?? done;
          progress.report({ message: value.message, increment: percentage - done });
          done = percentage;
        });
        const params = { command, arguments: argument === undefined ? [] : [argument], workDoneToken };
        client
          .sendRequest(ExecuteCommandRequest.type, params, token)
          .then(resolve, reject)
          .finally(() => {
            reports.dispose();
            end();
          });
      });
    });
  });
}
