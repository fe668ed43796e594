// Settings of the editor, asked for each document where the editor can answer, else those it gave at the start.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { isProfile, type Profile } from '../lint/profile';
import { NETWORKS, type Network } from './images/reach';

/** What counts where the editor and a configuration say different things. */
export const PREFERENCES = ['filesystemFirst', 'editorFirst', 'editorOnly'] as const;
export type Preference = (typeof PREFERENCES)[number];

export const COMPOSE_SCHEMAS = ['auto', 'on', 'off'] as const;
export type ComposeSchema = (typeof COMPOSE_SCHEMAS)[number];

export interface Settings {
  readonly profile: Profile;
  readonly configurationPreference: Preference;
  /** Over each stage a line on it. */
  readonly codeLens: boolean;
  /** Over each image a line on its pin. */
  readonly imageLens: boolean;
  /** When registries are asked. */
  readonly network: Network;
  /** Whether what the schema of Compose files says is reported; auto: where nobody else does. */
  readonly composeSchema: ComposeSchema;
}

const DEFAULTS: Settings = {
  profile: 'recommended',
  configurationPreference: 'filesystemFirst',
  codeLens: false,
  imageLens: false,
  network: 'onDemand',
  composeSchema: 'auto',
};

export class SettingsStore {
  private initial: Settings;
  private readonly canAsk: boolean;
  private readonly asked = new Map<string, Promise<Settings>>();

  constructor(
    private readonly connection: Connection,
    { initializationOptions, capabilities }: InitializeParams,
  ) {
    this.initial = settingsOf(initializationOptions, DEFAULTS);
    this.canAsk = capabilities.workspace?.configuration === true;
  }

  /** Those of now, also where they change while the editor is asked. */
  async of(uri: string): Promise<Settings> {
    if (!this.canAsk) return this.initial;
    for (;;) {
      const asked = this.asked.get(uri) ?? this.ask(uri);
      this.asked.set(uri, asked);
      const settings = await asked;
      if (this.asked.get(uri) === asked) return settings;
    }
  }

  /** When the editor, which takes messages in their order, has come to this one. At once where it can't be asked. */
  async echo(): Promise<void> {
    if (this.canAsk) await this.ask(undefined);
  }

  forget(uri: string): void {
    this.asked.delete(uri);
  }

  /** `pushed` is what an editor sends along that can't be asked. */
  changed(pushed: unknown): void {
    this.asked.clear();
    if (this.canAsk || typeof pushed !== 'object' || pushed === null || !('hullwright' in pushed)) return;
    this.initial = settingsOf(pushed.hullwright, DEFAULTS);
  }

  private async ask(uri: string | undefined): Promise<Settings> {
    try {
      const answer: unknown = await this.connection.workspace.getConfiguration({
        scopeUri: uri,
        section: 'hullwright',
      });
      return settingsOf(answer, this.initial);
    } catch {
      return this.initial;
    }
  }
}

/** What is wrong or left out stays at its default. */
function settingsOf(given: unknown, defaults: Settings): Settings {
  if (typeof given !== 'object' || given === null) return defaults;
  const { profile, configurationPreference: preference, codeLens, network, compose }: Given = given;
  const lens: LensSettings = typeof codeLens === 'object' && codeLens !== null ? codeLens : {};
  return {
    profile: isProfile(profile) ? profile : defaults.profile,
    configurationPreference: PREFERENCES.find((known) => known === preference) ?? defaults.configurationPreference,
    codeLens: typeof lens.enable === 'boolean' ? lens.enable : defaults.codeLens,
    imageLens: typeof lens.images === 'boolean' ? lens.images : defaults.imageLens,
    network: NETWORKS.find((known) => known === network) ?? defaults.network,
    composeSchema: COMPOSE_SCHEMAS.find((known) => known === schemaIn(compose)) ?? defaults.composeSchema,
  };
}

interface Given {
  readonly profile?: unknown;
  readonly configurationPreference?: unknown;
  readonly codeLens?: unknown;
  readonly network?: unknown;
  readonly compose?: unknown;
}

const schemaIn = (compose: unknown): unknown =>
  typeof compose === 'object' && compose !== null && 'schema' in compose ? compose.schema : undefined;

interface LensSettings {
  readonly enable?: unknown;
  readonly images?: unknown;
}
