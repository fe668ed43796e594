// What the server says of a document: how it is checked, and what was found.
import type { Uri } from 'vscode';
import { type BaseLanguageClient, RequestType, State } from 'vscode-languageclient';

export interface DocumentStatus {
  readonly kind: 'hullwright' | 'hadolint' | 'none' | 'editor';
  /** Of the configuration in use. */
  readonly uri?: string;
  readonly profile: string;
  readonly findings: number;
  readonly suppressed: number;
  /** Whether registries are asked for the document. */
  readonly network: 'off' | 'onDemand' | 'auto' | 'untrusted' | 'nowhere';
}

const statusRequest = new RequestType<{ uri: string }, DocumentStatus | null, void>('hullwright/status');

/** Undefined while the server does not run, and where it fails to answer. */
export async function statusOf(client: BaseLanguageClient, uri: Uri): Promise<DocumentStatus | undefined> {
  if (client.state !== State.Running) return undefined;
  const status = await client.sendRequest(statusRequest, { uri: uri.toString() }).catch(() => null);
  return status ?? undefined;
}
