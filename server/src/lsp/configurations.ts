// Which linter checks a document: by the editor's settings and the configuration that holds for it. Says what is wrong in configurations.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Configuration } from '../lint/configuration';
import { Linter } from '../lint/linter';
import type { Profile } from '../lint/profile';
import type { Facts } from '../rule/facts';
import type { Finding } from '../rule/finding';
import type { Rule } from '../rule/rule';
import { parentUri, pathWithin } from '../text/uri';
import { Configurations } from '../workspace/configurations';
import type { FileSystem } from '../workspace/file-system';
import type { FoundConfiguration } from '../workspace/load-configuration';
import { abilitiesOf } from './abilities';
import { type ConfigurationTarget, configurationTargets } from './configuration-targets';
import { diagnosticsOf } from './diagnostics';
import { isOwnConfiguration, nameOf } from './documents';
import { type FileWay, PLAIN_WAY } from './images/registries';
import { lineBreaksOf } from './line-breaks';
import type { OpenTexts } from './open-texts';
import type { Settings, SettingsStore } from './settings';

export interface EditorConfigurationsOptions {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly settings: SettingsStore;
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  readonly fileSystem: FileSystem | undefined;
  /** Those that are open count as they are typed. */
  readonly documents: OpenTexts;
  readonly onRuleFailure: (rule: string, error: unknown) => void;
}

/** editor: the preference leaves files out. */
export interface ConfigurationStatus {
  readonly kind: FoundConfiguration['kind'] | 'editor';
  readonly uri?: string;
  readonly profile: Profile;
}

const EDITOR: Pick<FoundConfiguration, 'policy'> = { policy: {} };

export class EditorConfigurations {
  private files: Configurations;
  private folders: readonly string[];
  private linters = new WeakMap<object, Map<string, Linter>>();
  /** What was last said of each configuration. */
  private readonly said = new Map<string, string>();
  private readonly problems = new Map<string, readonly Finding[]>();
  /** What the last audit found in each. */
  private unused: ReadonlyMap<string, readonly Finding[]> = new Map();

  /** What rules may know now. */
  facts: Facts;
  /** Another server of the editor tells what the schema of Compose files says. */
  composeSchemaElsewhere: boolean;

  constructor(private readonly options: EditorConfigurationsOptions) {
    this.facts = options.facts;
    this.composeSchemaElsewhere = abilitiesOf(options.params).tellsComposeSchema;
    const { workspaceFolders, rootUri } = options.params;
    this.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    this.files = this.fresh();
  }

  followFolders(changed: () => void): void {
    this.options.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      this.forget();
      changed();
    });
  }

  /** `scope`: what the settings are asked for, where that is not the file itself. */
  async linterFor(uri: string, scope = uri): Promise<Linter> {
    const settings = await this.options.settings.of(scope);
    const found = settings.configurationPreference === 'editorOnly' ? EDITOR : await this.found(uri);
    const profile = profileOf(found.policy, settings);
    const { composeSchema } = settings;
    const schemaIsToldElsewhere = composeSchema === 'off' || (composeSchema === 'auto' && this.composeSchemaElsewhere);
    const key = `${profile} ${schemaIsToldElsewhere}`;
    const known = this.linters.get(found) ?? new Map<string, Linter>();
    this.linters.set(found, known);
    const { rules, onRuleFailure } = this.options;
    const { facts } = this;
    const linter =
      known.get(key) ?? new Linter({ ...found.policy, profile, rules, facts, onRuleFailure, schemaIsToldElsewhere });
    known.set(key, linter);
    return linter;
  }

  /** What rules may know is more than it was: who asks for a linter gets another one. */
  learned(more: (facts: Facts) => Facts): void {
    this.facts = more(this.options.facts);
    this.linters = new WeakMap();
  }

  /** How registries are asked for the images of a file. */
  async wayFor(uri: string): Promise<FileWay> {
    const { configurationPreference } = await this.options.settings.of(uri);
    if (configurationPreference === 'editorOnly') return PLAIN_WAY;
    const { registries, images } = (await this.found(uri)).policy;
    return {
      insecure: (registries?.insecure ?? []).map((host) => host.toLowerCase()),
      mirrors: registries?.mirrors ?? {},
      keys: images?.keys ?? [],
    };
  }

  /** As people name it: within its folder of the workspace. */
  pathOf(uri: string): string {
    const root = this.rootOf(uri);
    return (root === undefined ? undefined : pathWithin(uri, root)) ?? nameOf(uri);
  }

  async statusOf(uri: string): Promise<ConfigurationStatus> {
    const settings = await this.options.settings.of(uri);
    if (settings.configurationPreference === 'editorOnly') return { kind: 'editor', profile: settings.profile };
    const found = await this.files.of(uri);
    return { kind: found.kind, uri: found.uri, profile: profileOf(found.policy, settings) };
  }

  /** Where a rule can be turned off for a file. Nowhere without files, and where only the editor's settings count. */
  async targetsFor(uri: string): Promise<ConfigurationTarget[]> {
    const root = this.rootOf(uri);
    const { settings, fileSystem, params } = this.options;
    const { configurationPreference } = await settings.of(uri);
    if (root === undefined || !fileSystem || configurationPreference === 'editorOnly') return [];
    return configurationTargets(uri, root, await this.files.of(uri), abilitiesOf(params));
  }

  /** As it is typed, where it is open. Rejects where writing it back would change more than an edit. */
  async readText(uri: string): Promise<string> {
    const { text, isExact } = await this.fileSystem().readText(uri);
    if (!isExact) throw new Error(`${uri} is not UTF-8`);
    return text;
  }

  /** To be called when an audit begins; what it answers, when its end knows which entries are unused. */
  auditBegins(): (unused: ReadonlyMap<string, readonly Finding[]>) => void {
    const { files } = this;
    return (unused) => {
      if (files === this.files) this.sayUnused(unused);
    };
  }

  /** A configuration was opened, typed in, saved or deleted: everything is found anew. */
  changed(uri: string): void {
    this.forget();
    this.unused = new Map();
    for (const file of new Set([uri, ...this.said.keys()])) void this.check(file);
  }

  private forget(): void {
    this.files = this.fresh();
  }

  private async found(uri: string): Promise<FoundConfiguration> {
    const { files } = this;
    const found = await files.of(uri);
    if (files !== this.files) return this.found(uri);
    for (const [file, problems] of found.problems) this.say(file, problems);
    return found;
  }

  /** What is wrong in a file of ours, whether or not it holds for any. */
  private async check(uri: string): Promise<void> {
    if (!isOwnConfiguration(uri) && !this.said.has(uri)) return;
    const { files } = this;
    const stat = await this.fileSystem()
      .stat(uri)
      .catch(() => undefined);
    if (files !== this.files) return;
    if (!stat) return this.say(uri, []);
    const { problems } = await files.load(uri, this.rootOf(uri) ?? parentUri(uri) ?? uri, 'hullwright');
    if (files === this.files) for (const [file, found] of problems) this.say(file, found);
  }

  private sayUnused(unused: ReadonlyMap<string, readonly Finding[]>): void {
    const uris = new Set([...this.unused.keys(), ...unused.keys()]);
    this.unused = unused;
    for (const uri of uris) this.say(uri, this.problems.get(uri) ?? []);
  }

  private say(uri: string, problems: readonly Finding[]): void {
    this.problems.set(uri, problems);
    const all = [...problems, ...(this.unused.get(uri) ?? [])];
    const version = this.options.documents.versionOf(uri);
    const diagnostics = diagnosticsOf(all, uri, lineBreaksOf([]));
    const text = JSON.stringify([version, diagnostics]);
    if (this.said.get(uri) === text || (all.length === 0 && !this.said.has(uri) && version === undefined)) return;
    this.said.set(uri, text);
    void this.options.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private fresh(): Configurations {
    const { rules, facts, params } = this.options;
    const { trusted } = abilitiesOf(params);
    const fs = this.fileSystem();
    return new Configurations({
      fs,
      rules: async () => rules,
      today: facts.today,
      trusted,
      rootOf: (uri) => this.rootOf(uri),
    });
  }

  private fileSystem(): FileSystem {
    return this.options.documents.over(this.options.fileSystem);
  }

  /** The innermost folder of the workspace that holds the file. */
  rootOf(uri: string): string | undefined {
    const holding = this.folders.filter((folder) => pathWithin(uri, folder) !== undefined);
    return holding.sort((a, b) => b.length - a.length)[0];
  }
}

function profileOf(policy: Partial<Configuration>, { profile, configurationPreference }: Settings): Profile {
  return configurationPreference === 'filesystemFirst' ? (policy.profile ?? profile) : profile;
}
