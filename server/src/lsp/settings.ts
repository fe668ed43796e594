// Settings of the editor, asked for each document where the editor can answer, else those it gave at the start.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { isProfile, type Profile } from '../lint/profile';

export interface Settings {
  readonly profile: Profile;
}

const DEFAULTS: Settings = { profile: 'recommended' };

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

  forget(uri: string): void {
    this.asked.delete(uri);
  }

  /** `pushed` is what an editor sends along that can't be asked. */
  changed(pushed: unknown): void {
    this.asked.clear();
    if (this.canAsk || typeof pushed !== 'object' || pushed === null || !('hullwright' in pushed)) return;
    this.initial = settingsOf(pushed.hullwright, DEFAULTS);
  }

  private async ask(uri: string): Promise<Settings> {
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
  if (typeof given !== 'object' || given === null || !('profile' in given)) return defaults;
  return { profile: isProfile(given.profile) ? given.profile : defaults.profile };
}
