// As much of a language client as a probe needs: one document, whose versions are published one after the other.
import { pid } from 'node:process';
import { type Command, JsonRpc } from './json-rpc';
import type { Edit } from './keystrokes';

export interface PublishedDiagnostic {
  readonly range: { readonly start: { readonly line: number } };
  readonly code?: unknown;
  readonly message: string;
}

export interface Published {
  readonly uri: string;
  /** Left out by servers that do not say. */
  readonly version?: number | null;
  readonly diagnostics: readonly PublishedDiagnostic[];
}

export interface Server extends Command {
  /** What the editor is set to, by section. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface TextDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  /** The folder that is open; left out, none is. */
  readonly root?: string;
}

const CAPABILITIES = {
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
  },
  workspace: { configuration: true },
};

export class LspClient {
  private readonly rpc: JsonRpc;
  private waiting: ((published: Published) => void) | undefined;
  private takesRanges = false;
  private version = 0;
  private received = 0;

  constructor(
    { configuration, ...command }: Server,
    private readonly document: TextDocument,
  ) {
    this.rpc = new JsonRpc(command, {
      asked: (method, params) => {
        if (method !== 'workspace/configuration' || !isConfigurationRequest(params)) return null;
        return params.items.map(({ section }) => (section === undefined ? null : (configuration[section] ?? null)));
      },
      told: (method, params) => {
        if (method !== 'textDocument/publishDiagnostics' || !isPublished(params, document.uri)) return;
        this.received++;
        this.waiting?.(params);
      },
    });
  }

  /** How often something was published. */
  get publications(): number {
    return this.received;
  }

  async initialize(): Promise<void> {
    const { root: rootUri = null } = this.document;
    const answer = await this.rpc.request('initialize', { processId: pid, rootUri, capabilities: CAPABILITIES });
    this.takesRanges = takesRanges(answer);
    this.rpc.notify('initialized', {});
  }

  /** `isWhole`: what is published before that knows too little of the folder yet. */
  open(isWhole: (published: Published) => boolean = () => true): Promise<Published> {
    const { uri, languageId, text } = this.document;
    const textDocument = { uri, languageId, version: ++this.version, text };
    return this.published(() => this.rpc.notify('textDocument/didOpen', { textDocument }), isWhole);
  }

  change({ at, inserted, text }: Edit): Promise<Published> {
    const textDocument = { uri: this.document.uri, version: ++this.version };
    const change = this.takesRanges ? { range: { start: at, end: at }, text: inserted } : { text };
    return this.published(() => this.rpc.notify('textDocument/didChange', { textDocument, contentChanges: [change] }));
  }

  async close(): Promise<void> {
    await this.rpc.request('shutdown', null);
    this.rpc.notify('exit', null);
    await this.rpc.end();
  }

  /** What is published next for this version, or without one. */
  private published(send: () => void, isWhole?: (published: Published) => boolean): Promise<Published> {
    const { version } = this;
    return this.rpc.patiently(`diagnostics of version ${version}`, (resolve) => {
      this.waiting = (published) => {
        if ((published.version ?? version) < version || isWhole?.(published) === false) return;
        this.waiting = undefined;
        resolve(published);
      };
      send();
    });
  }
}

interface ConfigurationRequest {
  readonly items: readonly { readonly section?: string }[];
}

const isConfigurationRequest = (params: unknown): params is ConfigurationRequest =>
  typeof params === 'object' && params !== null && 'items' in params && Array.isArray(params.items);

const isPublished = (params: unknown, uri: string): params is Published =>
  typeof params === 'object' &&
  params !== null &&
  'diagnostics' in params &&
  Array.isArray(params.diagnostics) &&
  'uri' in params &&
  params.uri === uri;

interface InitializeResult {
  readonly capabilities?: { readonly textDocumentSync?: number | { readonly change?: number } };
}

/** Whether changes go to it as what changed, and not as the whole text. */
function takesRanges(answer: unknown): boolean {
  const incremental = 2;
  const { capabilities }: InitializeResult = typeof answer === 'object' && answer !== null ? answer : {};
  const sync = capabilities?.textDocumentSync;
  return (typeof sync === 'object' ? sync.change : sync) === incremental;
}
