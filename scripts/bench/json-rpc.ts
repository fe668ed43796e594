// JSON-RPC with a child process over its standard input and output, and no longer than there is patience for.
import { type ChildProcess, spawn } from 'node:child_process';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What it writes on standard error: for us to see, or of no interest. */
  readonly stderr: 'inherit' | 'ignore';
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** What the child asks and says. */
export interface Peer {
  /** Its answer. */
  asked(method: string, params: unknown): unknown;
  told(method: string, params: unknown): void;
}

const PATIENCE_MS = 30_000;

export class JsonRpc {
  private readonly child: ChildProcess;
  private readonly ended: Promise<string>;
  private readonly answers = new Map<number | string, (result: unknown) => void>();
  private input: Buffer = Buffer.alloc(0);
  private requests = 0;

  constructor(
    { file, args, env, stderr }: Command,
    private readonly peer: Peer,
  ) {
    this.child = spawn(file, args, { stdio: ['pipe', 'pipe', stderr], ...(env ? { env } : {}) });
    this.ended = new Promise((resolve) => {
      this.child.once('error', ({ message }) => resolve(message));
      this.child.once('exit', (code, signal) => resolve(`it ended with ${code ?? signal}`));
    });
    this.child.stdin?.on('error', () => {}); // Its end says more.
    this.child.stdout?.on('data', (data: Buffer) => this.receive(data));
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.requests;
    return this.patiently(`an answer to ${method}`, (resolve) => {
      this.answers.set(id, resolve);
      this.send({ id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** Rejects, and ends the child, when `start` does not come to its value in time. */
  async patiently<Value>(what: string, start: (resolve: (value: Value) => void) => void): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`not within ${PATIENCE_MS / 1_000} s`), PATIENCE_MS);
    });
    const failure = Promise.race([late, this.ended]).then((why): never => {
      throw new Error(`the server did not send ${what}: ${why}`);
    });
    try {
      return await Promise.race([new Promise(start), failure]);
    } catch (error) {
      this.child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    const late = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS);
    await this.ended;
    clearTimeout(late);
  }

  private send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
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
    } else if (id !== undefined) this.send({ id, result: this.peer.asked(method, params) });
    else this.peer.told(method, params);
  }
}
