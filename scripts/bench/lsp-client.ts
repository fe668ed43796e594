// As much of a language client as a probe needs: over standard input and output, one document.
import { type ChildProcess, spawn } from 'node:child_process';
import { execPath, pid } from 'node:process';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

const PATIENCE_MS = 30_000;

export class LspClient {
  private readonly server: ChildProcess;
  private readonly answers = new Map<number, (result: unknown) => void>();
  private input: Buffer = Buffer.alloc(0);
  private requests = 0;
  private waiting: ((published: Published) => void) | undefined;

  constructor(args: readonly string[]) {
    this.server = spawn(execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.server.stdout?.on('data', (data: Buffer) => this.receive(data));
  }

  async initialize(): Promise<void> {
    const capabilities = {
      textDocument: {
        publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
      },
      workspace: { configuration: true },
    };
    await this.request('initialize', { processId: pid, rootUri: null, capabilities });
    this.notify('initialized', {});
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** What is published next for this version or a later one. Asked for before the message that causes it is sent. */
  published(version: number): Promise<Published> {
    return this.patiently(`diagnostics of version ${version}`, (resolve) => {
      this.waiting = (published) => {
        if ((published.version ?? version) < version) return;
        this.waiting = undefined;
        resolve(published);
      };
    });
  }

  async close(): Promise<void> {
    await this.request('shutdown', null);
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.notify('exit', null);
    await ended;
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.requests;
    return this.patiently(`an answer to ${method}`, (resolve) => {
      this.answers.set(id, resolve);
      this.send({ id, method, params });
    });
  }

  private patiently<Value>(what: string, start: (resolve: (value: Value) => void) => void): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.server.kill();
        reject(new Error(`the server did not send ${what} within ${PATIENCE_MS / 1_000} s`));
      }, PATIENCE_MS);
      start((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }

  private send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private receive(data: Buffer): void {
    this.input = this.input.length > 0 ? Buffer.concat([this.input, data]) : data;
    for (;;) {
      const head = this.input.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: *(\d+)/i.exec(this.input.toString('latin1', 0, Math.max(head, 0)))?.[1]);
      const end = head + 4 + length;
      if (head < 0 || this.input.length < end) return;
      const message: Message = JSON.parse(this.input.toString('utf8', head + 4, end));
      this.input = this.input.subarray(end);
      this.handle(message);
    }
  }

  private handle({ id, method, params, result }: Message): void {
    if (method === undefined) {
      if (id === undefined) return;
      this.answers.get(id)?.(result);
      this.answers.delete(id);
    } else if (id !== undefined) {
      this.send({ id, result: method === 'workspace/configuration' ? [null] : null });
    } else if (method === 'textDocument/publishDiagnostics' && isPublished(params)) this.waiting?.(params);
  }
}

const isPublished = (params: unknown): params is Published =>
  typeof params === 'object' && params !== null && 'diagnostics' in params;
