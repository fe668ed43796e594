// The server's bundle as a process of its own, over standard input and output, with an editor for it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { type Client, connectClient } from './client';

export interface Server {
  readonly process: ChildProcess;
  readonly client: Client;
  readonly exit: Promise<unknown[]>;
}

interface Start {
  /** The workspace. */
  readonly folder: string;
  /** Node's own options. */
  readonly node?: readonly string[];
  readonly initializationOptions?: unknown;
}

/** Ends with the test at the latest. */
export async function startServerProcess(
  t: TestContext,
  { folder, node = [], initializationOptions }: Start,
): Promise<Server> {
  const command = [...node, resolve('dist', 'server.cjs'), '--stdio'];
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  const exit = once(child, 'exit');
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('the server has no input or no output');
  const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  t.after(async () => {
    connection.dispose();
    child.kill();
    await exit;
  });
  const client = await connectClient(connection, {
    folders: [pathToFileURL(folder).href],
    initializationOptions,
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
  });
  return { process: child, client, exit };
}
