// The server's bundles for browsers, with nothing around it but what a worker has: it finds what the engine finds in Node.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  Disposable,
  type Message,
} from 'vscode-languageserver/node';
import { workerScript } from '../../client/src/worker-script';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { type Client, connectClient, EVERYTHING } from './client';

interface WorkerScope {
  readonly postMessage: (message: Message) => void;
  readonly addEventListener: () => void;
  onmessage?: (event: { data: unknown }) => void;
}

class Reader extends AbstractMessageReader {
  callback: DataCallback | undefined;

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return Disposable.create(() => undefined);
  }
}

class Writer extends AbstractMessageWriter {
  constructor(private readonly scope: WorkerScope) {
    super();
  }

  /** As between a page and its worker: a copy, in a turn of its own. */
  async write(message: Message): Promise<void> {
    const data: unknown = structuredClone(message);
    setImmediate(() => this.scope.onmessage?.({ data }));
  }

  end(): void {}
}

async function startInWorker(): Promise<Client> {
  const reader = new Reader();
  const scope: WorkerScope = {
    ...{ setTimeout, clearTimeout, TextEncoder, TextDecoder, AbortController, performance },
    addEventListener: () => undefined,
    postMessage: (message) => reader.callback?.(structuredClone(message)),
  };
  const script = await workerScript(async (name) => readFileSync(resolve('dist', name)));
  runInContext(await script.text(), createContext(scope));
  return connectClient(createProtocolConnection(reader, new Writer(scope)), {
    initializationOptions: { profile: 'strict' },
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /dockerfile$/i.test(path))
    .map((path) => join(folder, path));

test('it finds the same, and no rule fails', async () => {
  const client = await startInWorker();
  const facts = { images: bundledImageFacts, today: new Date().toISOString().slice(0, 10) };
  const files = [...filesIn('examples'), ...filesIn('test/fixtures/rules')];
  assert.ok(files.length > 50, `${files.length} files`);
  for (const path of files) {
    const text = readFileSync(path, 'utf8');
    const uri = `file:///${path.replaceAll('\\', '/')}`;
    const { findings } = analyseDockerfile(uri, text, { rules: dockerfileRules, profile: 'strict', facts });
    assert.deepEqual(
      (await client.open(uri, text)).map(({ code, message }) => [code, message]),
      findings.map(({ rule, message }) => [rule, message]),
      path,
    );
  }
  assert.deepEqual(
    client.log.filter((line) => line.includes('failed')),
    [],
  );
});

test('it offers fixes', async () => {
  const client = await startInWorker();
  await client.open('file:///Dockerfile', 'FROM node:latest\nENV NPM_TOKEN=t0psecret42\n');
  assert.ok((await client.codeActions('file:///Dockerfile', EVERYTHING)).length > 0);
});
