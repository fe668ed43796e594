// An editor for the tests: it speaks the protocol with a server over streams in memory and keeps what the server says.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { TestContext } from 'node:test';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  WorkDoneProgress,
} from 'vscode-languageserver/node';
import type { AuditResult } from '../../protocol/audit';
import { bundledImageFacts } from '../../server/src/image/facts';
import { auditRequest } from '../../server/src/lsp/audit-protocol';
import { type ServerOptions, startServer } from '../../server/src/lsp/server';
import floatingTag from '../../server/src/rules/dockerfile/floating-tag';
import missingUser from '../../server/src/rules/dockerfile/missing-user';
import secretInEnv from '../../server/src/rules/dockerfile/secret-in-env';

/** Rules whose findings depend on nothing but the text: the protocol is the same for all. */
export const RULES = [floatingTag, missingUser, secretInEnv];

export interface ClientOptions extends Partial<ServerOptions> {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly folders?: readonly string[];
  /** Answers workspace/configuration; without it the client cannot be asked. */
  readonly configuration?: (scope: string | undefined) => unknown;
}

/** Starts a server and an editor for it; the end of the test ends both. */
export async function startClient(t: TestContext, options: ClientOptions = {}): Promise<Client> {
  const { capabilities, initializationOptions, folders, configuration, ...server } = options;
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(connection, {
    version: '1.2.3',
    rules: RULES,
    facts: { images: bundledImageFacts },
    later: setImmediate,
    ...server,
  });
  connection.listen();
  const ends = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  t.after(() => {
    ends.dispose();
    connection.dispose();
  });
  return connectClient(ends, { capabilities, initializationOptions, folders, configuration });
}

type EditorOptions = Pick<ClientOptions, 'capabilities' | 'initializationOptions' | 'folders' | 'configuration'>;

/** Says hello to a server at the other end. */
export async function connectClient(
  connection: ProtocolConnection,
  { capabilities = {}, initializationOptions, folders, configuration }: EditorOptions = {},
): Promise<Client> {
  const client = new Client(connection);
  if (configuration) {
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      Promise.all(items.map(async ({ scopeUri }) => configuration(scopeUri))),
    );
  }
  connection.listen();
  client.initializeResult = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: folders?.[0] ?? null,
    workspaceFolders: folders ? folders.map((uri) => ({ uri, name: uri })) : null,
    initializationOptions,
    capabilities: {
      ...capabilities,
      workspace: {
        configuration: configuration !== undefined,
        workspaceFolders: folders !== undefined,
        ...capabilities.workspace,
      },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return client;
}

interface Waiting {
  readonly isIt: (published: PublishDiagnosticsParams) => boolean;
  readonly resolve: (published: PublishDiagnosticsParams) => void;
}

export class Client {
  initializeResult: InitializeResult = { capabilities: {} };
  /** All that was ever published, in its order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  private readonly waiting = new Set<Waiting>();
  private marks = 0;

  constructor(readonly connection: ProtocolConnection) {
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => this.hear(params));
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
  }

  private hear(params: PublishDiagnosticsParams): void {
    if (!params.uri.startsWith('untitled:mark-')) this.published.push(params);
    for (const waiting of this.waiting) {
      if (!waiting.isIt(params)) continue;
      this.waiting.delete(waiting);
      waiting.resolve(params);
    }
  }

  /** The next published diagnostics that are asked for. */
  next(isIt: (published: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    return new Promise((resolve) => this.waiting.add({ isIt, resolve }));
  }

  nextOf(uri: string): Promise<PublishDiagnosticsParams> {
    return this.next((published) => published.uri === uri);
  }

  /** The diagnostics of a document at a version. */
  at(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    return this.next((published) => published.uri === uri && published.version === version);
  }

  publishedOf(uri: string): PublishDiagnosticsParams[] {
    return this.published.filter((published) => published.uri === uri);
  }

  send(uri: string, text: string, languageId = 'dockerfile', version = 1): Promise<void> {
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version, text },
    });
  }

  /** Opens a document and answers its diagnostics. */
  async open(uri: string, text: string, languageId = 'dockerfile', version = 1): Promise<Diagnostic[]> {
    const published = this.at(uri, version);
    await this.send(uri, text, languageId, version);
    return (await published).diagnostics;
  }

  sendChange(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Changes a document and answers its diagnostics. */
  async change(
    uri: string,
    version: number,
    ...contentChanges: TextDocumentContentChangeEvent[]
  ): Promise<Diagnostic[]> {
    const published = this.at(uri, version);
    await this.sendChange(uri, version, ...contentChanges);
    return (await published).diagnostics;
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Until the server has published what came of the messages so far: a document that is opened now comes after it. */
  async settled(): Promise<void> {
    const uri = `untitled:mark-${++this.marks}`;
    await this.open(uri, 'FROM scratch\n');
    const closed = this.nextOf(uri);
    await this.close(uri);
    await closed;
  }

  async codeActions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
    const answers = (await this.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
    return answers.map((answer) => {
      assert.ok(isCodeAction(answer));
      return answer;
    });
  }

  /** Those that fix something, at one finding or in all: not those that silence, explain or repeat them by rule. */
  async fixes(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    const actions = await this.codeActions(uri, range, context);
    return actions.filter(({ title }) => !/^(?:Ignore|Turn off|Explain|Fix all findings) /.test(title));
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  audit(params: { workDoneToken?: string; partialResultToken?: string } = {}): Promise<AuditResult> {
    return this.connection.sendRequest(auditRequest, params);
  }

  /** What the server reports under a token, from now on. */
  progress(token: string): string[] {
    const messages: string[] = [];
    this.connection.onProgress(WorkDoneProgress.type, token, (value) => {
      const percentage = value.kind !== 'end' && value.percentage !== undefined ? `${value.percentage} %: ` : '';
      messages.push(`${percentage}${value.message ?? value.kind}`);
    });
    return messages;
  }
}

const isCodeAction = (answer: { command?: unknown }): answer is CodeAction => typeof answer.command !== 'string';

export const range = (line: number, character: number, endLine = line, endCharacter = character): Range => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

export const insert = (line: number, character: number, text: string): TextDocumentContentChangeEvent => ({
  range: range(line, character),
  text,
});

export const EVERYTHING = range(0, 0, 1_000_000, 0);

/** One line for each diagnostic: where it stands, how bad it is, and its rule. */
export const shown = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ range: { start, end }, severity, code }) => {
    const name = ['', 'error', 'warning', 'info', 'hint'][severity ?? 0];
    return `${start.line}:${start.character}-${end.line}:${end.character} ${name} ${code}`;
  });
