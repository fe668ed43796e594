// The language server: documents in, diagnostics and code actions out. The connection comes from an entry point, and so
// does what only some places have: files, and a way to let messages in before work goes on.
import {
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { CAUGHT_UP } from '../../../protocol/caught-up';
import { COMPOSE_SCHEMA_ELSEWHERE } from '../../../protocol/compose-schema';
import type { ImageReference } from '../image/reference';
import type { RegistryAnswer } from '../image/registry-facts';
import type { Linter } from '../lint/linter';
import type { Facts } from '../rule/facts';
import type { Rule } from '../rule/rule';
import { type Files, UNKNOWN_FILE } from '../text/files';
import type { FileSystem } from '../workspace/file-system';
import { Surroundings } from '../workspace/surroundings';
import { type Abilities, abilitiesOf } from './abilities';
import { type AskOptions, asking } from './actions/ask';
import { KINDS, registerCodeActions } from './actions/code-actions';
import { registerAudit } from './audit-requests';
import { filesOf } from './client-file-system';
import { registerCodeLenses } from './code-lenses';
import { EditorConfigurations } from './configurations';
import { registerDocumentLinks } from './document-links';
import { isConfiguration, kindOf } from './documents';
import { registerHover } from './hover';
import { IMAGE_COMMANDS } from './images/commands';
import { EditorImages } from './images/editor-images';
import { isEnv } from './images/env-images';
import { afterPause } from './images/lookout';
import type { Reach } from './images/reach';
import { registerImageCommands } from './images/register-commands';
import type { OpenRegistries } from './images/registries';
import { OpenDocument, type ReadDocument } from './open-document';
import { OpenTexts } from './open-texts';
import { Publisher } from './publisher';
import { SettingsStore } from './settings';
import { slices } from './slices';
import { registerStatus } from './status';
import { TimeBudget } from './time-budget';
import { hostClock, Typing } from './typing';
import { WorkspaceAudit } from './workspace-audit';

export interface ServerOptions {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  /** The server's own, for `file:`. Undefined where there are none, as in a browser: the editor's are asked for then. */
  readonly fileSystem?: FileSystem;
  /** Calls back when the host has had its turn: the next message that has come in is handled meanwhile. */
  readonly later: (work: () => void) => void;
  /** Where there is a network. Called when a registry is to be asked for the first time: what it needs is loaded then. */
  readonly openRegistries?: OpenRegistries;
  /** Calls back behind a pause of who types. Answers what takes it back. */
  readonly afterPause?: (work: () => void) => () => void;
  /** Milliseconds; the host's clock where it is left out. */
  readonly now?: () => number;
}

/** Registers the server on a connection; the caller listens. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new Map<string, OpenDocument>();
  const opened = new OpenTexts();
  /** Files of variables. */
  const variables = new OpenTexts();
  const typing = new Typing(hostClock);
  let configurations: EditorConfigurations | undefined;
  let settings: SettingsStore | undefined;
  let abilities: Abilities | undefined;
  let hearsOfFolders = false;
  let audit: WorkspaceAudit | undefined;
  let surroundings: Surroundings | undefined;
  let images: EditorImages | undefined;

  const budget = new TimeBudget({
    now: options.now ?? (() => performance.now()),
    warn: (message) => connection.console.warn(message),
    trace: (message) => connection.tracer.log(message),
  });
  const failed = new Set<string>();
  /** Once for each rule: it fails at every edit. */
  const onRuleFailure = (rule: string, error: unknown): void => {
    if (failed.has(rule)) return;
    failed.add(rule);
    connection.console.error(`rule ${rule} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  };
  const linterFor = async (uri: string, scope?: string): Promise<Linter> => {
    if (!configurations) throw new Error('the editor has not said hello');
    return configurations.linterFor(uri, scope);
  };
  const read: ReadDocument = async (uri) => {
    const linter = documents.has(uri) ? await linterFor(uri) : undefined;
    const document = documents.get(uri);
    return linter && document && { document, analysis: document.analyse(linter) };
  };
  const isOpen = (document: OpenDocument): boolean => documents.get(document.uri) === document;
  const publisher = new Publisher({
    connection,
    linterFor,
    isOpen,
    load: async (uris) => surroundings?.load(uris) ?? false,
    later: options.later,
    analysed: (document, analysis) => audit?.analysed(document, analysis),
  });
  /** What the rules see of other files. */
  const files: Files = { read: (uri) => surroundings?.read(uri) ?? UNKNOWN_FILE };
  const publish = (document: OpenDocument): void => publisher.publish(document);
  const publishAll = (): void => {
    for (const document of documents.values()) publish(document);
    audit?.refreshAll();
  };
  /** A file is no longer as it was: what looked at it is out of date. */
  const outdate = async (uri: string): Promise<void> => {
    await surroundings?.refresh(uri);
    audit?.outdated(uri);
    for (const document of documents.values()) {
      if (!document.looksAt(uri)) continue;
      document.outdate();
      publish(document);
    }
  };
  const refreshLenses = (): void => {
    if (abilities?.refreshesCodeLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
  };
  const configurationChanged = (uri: string): void => {
    configurations?.changed(uri);
    publishAll();
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const asked = new SettingsStore(connection, params);
    settings = asked;
    abilities = abilitiesOf(params);
    hearsOfFolders = params.capabilities.workspace?.workspaceFolders === true;
    const { rules, facts } = options;
    const fileSystem = filesOf(connection, params, options.fileSystem);
    const editor = { connection, params, settings: asked, documents: opened };
    const found = new EditorConfigurations({ ...editor, fileSystem, rules, facts, onRuleFailure });
    configurations = found;
    const around = new Surroundings({
      fs: fileSystem,
      rootOf: (uri) => found.rootOf(uri),
      openText: (uri) => documents.get(uri)?.text ?? variables.textOf(uri),
    });
    surroundings = around;
    const { tellsCaughtUp } = abilities;
    const hasCaughtUp = (): Promise<unknown> =>
      tellsCaughtUp ? connection.sendRequest(CAUGHT_UP).catch(() => undefined) : asked.echo();
    const pace = { later: options.later, isBusy: () => publisher.isBusy };
    if (fileSystem) {
      const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
      audit = new WorkspaceAudit({
        connection,
        fileSystem,
        linterFor,
        surroundings: around,
        openDocument: (uri) => documents.get(uri),
        folders,
        rules,
        version: options.version,
        begins: () => found.auditBegins(),
        slices: () => slices({ ...pace, hasCaughtUp: () => asked.echo() }),
        problemsPace: () => typing.aFewAtATime(slices({ ...pace, hasCaughtUp })),
      });
    }
    const { openRegistries: open } = options;
    if (open && audit && fileSystem && abilities.appliesEdits) {
      images = new EditorImages({
        connection,
        params,
        settings: asked,
        configurations: found,
        audit,
        fileSystem,
        texts: variables,
        open,
        analysisOf: async (uri) => (await read(uri))?.analysis,
        learnedMore: (learned) => {
          found.learned((facts) => ({ ...facts, images: learned.over(facts.images) }));
          publishAll();
          refreshLenses();
        },
        afterPause: options.afterPause ?? afterPause,
      });
    }
    return {
      serverInfo: { name: 'hullwright', version: options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: {
          codeActionKinds: KINDS,
          ...(abilities.resolvesEdits ? { resolveProvider: true } : {}),
        },
        hoverProvider: true,
        codeLensProvider: {},
        ...(images ? { executeCommandProvider: { commands: [...IMAGE_COMMANDS] } } : {}),
        documentLinkProvider: {},
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    if (!hearsOfFolders) return;
    audit?.followFolders();
    configurations?.followFolders(publishAll);
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { uri, languageId, version, text } = textDocument;
    if (isConfiguration(uri)) {
      opened.set(uri, version, text);
      configurationChanged(uri);
    }
    if (isEnv(uri)) {
      variables.set(uri, version, text);
      void outdate(uri);
    }
    const kind = kindOf(uri, languageId);
    if (!kind) return;
    const document = new OpenDocument(uri, kind, version, text, { budget, files });
    documents.set(uri, document);
    publish(document);
    images?.lookout.watch(uri);
    void outdate(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    if (opened.change(uri, version, contentChanges)) configurationChanged(uri);
    if (variables.change(uri, version, contentChanges)) void outdate(uri);
    const document = documents.get(uri);
    if (!document) return;
    typing.typed();
    document.change(contentChanges, version);
    publish(document);
    images?.lookout.watch(uri);
    void outdate(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (opened.close(uri)) configurationChanged(uri);
    if (variables.close(uri)) void outdate(uri);
    if (!documents.delete(uri)) return;
    settings?.forget(uri);
    budget.forget(uri);
    images?.lookout.forget(uri);
    void outdate(uri);
    if (!audit?.closed(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidChangeConfiguration((params) => {
    settings?.changed(params.settings);
    publishAll();
    refreshLenses();
    for (const uri of documents.keys()) images?.lookout.watch(uri);
  });
  connection.onNotification(COMPOSE_SCHEMA_ELSEWHERE, (isElsewhere: unknown) => {
    if (!configurations || typeof isElsewhere !== 'boolean') return;
    configurations.composeSchemaElsewhere = isElsewhere;
    publishAll();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) void outdate(uri);
    audit?.changedOnDisk(changes.map(({ uri }) => uri));
    for (const { uri } of changes) if (isConfiguration(uri)) configurationChanged(uri);
  });
  const reachOf = async (uri: string): Promise<Reach> => (await images?.reachOf(uri)) ?? 'nowhere';
  registerStatus(connection, {
    configurationOf: async (uri) => configurations?.statusOf(uri),
    analysisOf: async (uri) => documents.get(uri)?.analyse(await linterFor(uri)),
    reachOf,
  });
  const { rules } = options;
  const facts = (): Facts => configurations?.facts ?? options.facts;
  const registry = (reference: ImageReference): RegistryAnswer | undefined => images?.answerOf(reference);
  const versionOf = (uri: string): number | undefined => documents.get(uri)?.version ?? opened.versionOf(uri);
  const editor: AskOptions['editor'] = () => abilities && configurations && { abilities, configurations };
  registerCodeActions(connection, asking({ read, rules, versionOf, reachOf, editor }));
  registerHover(connection, { read, rules, facts, registry, abilities: () => abilities });
  registerCodeLenses(connection, {
    read,
    rules,
    facts,
    registry,
    reachOf,
    mirrorsOf: async (uri) => (await configurations?.wayFor(uri))?.mirrors ?? {},
    settingsOf: async (uri) => settings?.of(uri),
  });
  registerDocumentLinks(connection, { read, rules, files, load: async (uris) => surroundings?.load(uris) });
  registerAudit(connection, () => audit);
  registerImageCommands(connection, () => images);
}
