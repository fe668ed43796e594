// What the server says of a document: how it is checked, and what was found.
import type { Uri } from 'vscode';
import { type BaseLanguageClient, RequestType, State } from 'vscode-languageclient';
import { type DocumentStatus, STATUS, type StatusQuestion } from '../../protocol/status';

const statusRequest = new RequestType<StatusQuestion, DocumentStatus | null, void>(STATUS);

/** Undefined while the server does not run, and where it fails to answer. */
export async function statusOf(client: BaseLanguageClient, uri: Uri): Promise<DocumentStatus | undefined> {
  if (client.state !== State.Running) return undefined;
  const status = await client.sendRequest(statusRequest, { uri: uri.toString() }).catch(() => null);
  return status ?? undefined;
}
