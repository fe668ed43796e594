// An editor that pins: it applies edits as the protocol wants it, keeps messages, and asks registries as this machine would,
// without its proxies and logins.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  CancellationTokenSource,
  type ClientCapabilities,
  ExecuteCommandRequest,
  ShowMessageNotification,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { nodeFileSystem } from '../../server/src/cli/node-file-system';
import { bundledImageFacts } from '../../server/src/image/facts';
import type { ImagesOutcome } from '../../server/src/lsp/images/outcome';
import type { OpenRegistries } from '../../server/src/lsp/images/registries';
import { machineRegistries } from '../../server/src/registry/machine';
import unpinnedBaseImage from '../../server/src/rules/dockerfile/unpinned-base-image';
import { type Files, folderWith } from '../cli/run-cli';
import { type Client, type ClientOptions, startClient } from '../lsp/client';
import { applyProtocolEdits } from '../lsp/editor-text';

export const CAPABILITIES: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

/** Nothing is done while nobody waits for it. */
const NO_PAUSE_ENDS = () => () => undefined;

export interface PinningEditor {
  readonly client: Client;
  readonly messages: string[];
  /** Edits that the server asked for. */
  readonly edits: WorkspaceEdit[];
  /** What registries said is kept in it. */
  readonly cache: string;
  /** Of the workspace. */
  readonly folder: string;
  uriOf(path: string): string;
  open(path: string, text: string, languageId?: string): Promise<void>;
  /** Opens a file that the server publishes nothing of. */
  show(path: string, text: string, languageId: string): Promise<void>;
  /** What is typed. */
  type(path: string, text: string): Promise<void>;
  textOf(path: string): string;
  run(command: string, argument?: object, cancel?: Promise<unknown>): Promise<ImagesOutcome>;
}

/** `files` are on disk, `env` is added to the environment of who asks registries. */
export async function pinningEditor(
  t: TestContext,
  { files = {}, env = {}, ...options }: Partial<ClientOptions> & { files?: Files; env?: Record<string, string> } = {},
): Promise<PinningEditor> {
  const folder = folderWith(t, files);
  const cache = cacheFolder(t);
  const own = { PATH: process.env.PATH, XDG_CACHE_HOME: cache, DOCKER_CONFIG: join(folder, '.docker') };
  const openRegistries: OpenRegistries = async (way) =>
    machineRegistries({ ...way, insecure: new Set(), env: { ...own, XDG_CONFIG_HOME: folder, ...env } });
  const client = await startClient(t, {
    rules: [unpinnedBaseImage],
    facts: { images: bundledImageFacts },
    fileSystem: nodeFileSystem,
    folders: [pathToFileURL(folder).href],
    capabilities: CAPABILITIES,
    openRegistries,
    afterPause: NO_PAUSE_ENDS,
    ...options,
  });
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  const texts = new Map<string, { text: string; version: number }>();
  const messages: string[] = [];
  const edits: WorkspaceEdit[] = [];
  const change = async (uri: string, text: string): Promise<void> => {
    const version = (texts.get(uri)?.version ?? 0) + 1;
    texts.set(uri, { text, version });
    await client.change(uri, version, { text });
  };
  client.connection.onNotification(ShowMessageNotification.type, ({ message }) => void messages.push(message));
  client.connection.onRequest(ApplyWorkspaceEditRequest.type, async ({ edit }) => {
    edits.push(edit);
    for (const each of edit.documentChanges ?? []) {
      if (!TextDocumentEdit.is(each)) return { applied: false };
      const { uri, version } = each.textDocument;
      const document = texts.get(uri);
      if (document ? document.version !== version : version !== null) return { applied: false };
    }
    for (const each of edit.documentChanges ?? []) {
      if (!TextDocumentEdit.is(each)) continue;
      const { uri } = each.textDocument;
      const document = texts.get(uri);
      if (document) void change(uri, applyProtocolEdits(document.text, each.edits as never));
    }
    return { applied: true };
  });
  return {
    client,
    messages,
    edits,
    cache,
    folder,
    uriOf,
    async open(path, text, languageId) {
      texts.set(uriOf(path), { text, version: 1 });
      await client.open(uriOf(path), text, languageId);
    },
    show(path, text, languageId) {
      texts.set(uriOf(path), { text, version: 1 });
      return client.send(uriOf(path), text, languageId);
    },
    type: (path, text) => change(uriOf(path), text),
    textOf: (path) => texts.get(uriOf(path))?.text ?? '',
    async run(command, argument, cancel) {
      const source = new CancellationTokenSource();
      void cancel?.then(() => source.cancel());
      const params = { command, arguments: argument ? [argument] : [] };
      return client.connection.sendRequest(ExecuteCommandRequest.type, params, source.token);
    },
  };
}

/** What was learned may still be written when the test ends. */
function cacheFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-cache-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  return folder;
}
