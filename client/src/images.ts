// The commands about images: what the server offers, with progress that can be cancelled, for where the cursor is.
import { commands, l10n, ProgressLocation, type Uri, window } from 'vscode';
import {
  type BaseLanguageClient,
  CancellationToken,
  type ExecuteCommandMiddleware,
  ExecuteCommandRequest,
  type Middleware,
  TextDocumentEdit,
  WorkDoneProgress,
} from 'vscode-languageclient';
import { isChecked } from './documents';
import { askWay, confirmed } from './review';

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

/** What asks to be confirmed is asked about once, for all of it. */
export const reviewed: HandleApplyEdit = async (params, next) => {
  const { edit } = params;
  const asks = Object.values(edit.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation);
  if (!asks) return next(params, CancellationToken.None);
  const changes = (edit.documentChanges ?? []).filter((change) => TextDocumentEdit.is(change));
  const count = changes.reduce((sum, { edits }) => sum + edits.length, 0);
  const way = await askWay(l10n.t('Pins: {0}, files: {1}', count, changes.length), l10n.t('How the images are pinned'));
  if (!way) return { applied: false };
  return next(way === 'apply' ? { ...params, edit: confirmed(edit) } : params, CancellationToken.None);
};

type HandleApplyEdit = NonNullable<NonNullable<Middleware['workspace']>['handleApplyEdit']>;

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
