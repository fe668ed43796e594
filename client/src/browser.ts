// The extension in a browser: runs the server in a web worker.
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { type Exports, start } from './extension';
import { registerHostAudit } from './host-audit';
import { workerScript } from './worker-script';

export { deactivate } from './extension';

export async function activate(context: ExtensionContext): Promise<Exports> {
  const script = await workerScript((name) => workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'dist', name)));
  const address = URL.createObjectURL(script);
  let worker: Worker | undefined;
  const end = (): void => worker?.terminate();
  context.subscriptions.push(
    { dispose: () => URL.revokeObjectURL(address) },
    { dispose: end },
    // Says that there is no host here.
    registerHostAudit('browser', () => undefined),
  );
  /** One at each start: a server that was told to end stays in its worker. */
  const startWorker = async (): Promise<MessageTransports> => {
    end();
    worker = new Worker(address);
    // Not the worker itself: VS Code's is one of its own kind, which the client does not know for one.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return start(context, (options) => new LanguageClient('hullwright', 'Hullwright', startWorker, options));
}
