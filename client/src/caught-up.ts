// Tells the server when the window has taken in what it was sent. The extension host is faster than the window, which would
// come to what is typed only after all findings of an audit.
import { commands, type Disposable } from 'vscode';
import { type BaseLanguageClient, RequestType0 } from 'vscode-languageclient';
import { CAUGHT_UP } from '../../protocol/caught-up';

const caughtUpRequest = new RequestType0<null, void>(CAUGHT_UP);

/** The window answers what the extension host asks in the order in which it comes, findings included. */
export const answerCaughtUp = (client: BaseLanguageClient): Disposable =>
  client.onRequest(caughtUpRequest, async () => {
    await commands.executeCommand('setContext', 'hullwright.caughtUp', true);
    return null;
  });
