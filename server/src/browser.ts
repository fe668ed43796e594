// The server in a web worker: the same engine, without files of its own.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { bundledImageFacts } from './image/facts';
import { startServer } from './lsp/server';
import { everyRule } from './rules/every';
import { version } from './version';

const connection = createConnection(new BrowserMessageReader(globalThis), new BrowserMessageWriter(globalThis));
startServer(connection, {
  version,
  rules: everyRule,
  facts: { images: bundledImageFacts, today: new Date().toISOString().slice(0, 10) },
  later: (work) => setTimeout(work, 0),
});
connection.listen();
