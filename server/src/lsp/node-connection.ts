// The server's connection in Node: over the transport that the command line names, `--node-ipc` or `--stdio`.
import type { Connection } from 'vscode-languageserver';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

export const connectionOfArguments = (): Connection => createConnection(ProposedFeatures.all);
