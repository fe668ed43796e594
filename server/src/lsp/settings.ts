// Settings of the editor, asked for each document where the editor can answer, else those it gave at the start.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { isProfile, type Profile } from '../lint/profile';

export interface Settings {
  readonly profile: Profile;
}

const DEFAULTS: Settings = { profile: 'recommended' };

export class SettingsStore {
  private readonly initial: Settings;
  private readonly canAsk: boolean;
  private readonly asked = new Map<string, Promise<Settings>>();

  constructor(
    private readonly connection: Connection,
    { initializationOptions, capabilities }: InitializeParams,
  ) {
    this.initial = settingsOf(initializationOptions, DEFAULTS);
    this.canAsk = capabilities.workspace?.configuration === true;
  }

  /** Undefined: as the editor's default scope has it. */
  of(uri: string): Promise<Settings> {
    let settings = this.asked.get(uri);
    if (!settings) {
      settings = this.canAsk ? this.ask(uri) : Promise.resolve(this.initial);
      this.asked.set(uri, settings);
    }
    return settings;
  }

  forget(uri: string): void {
    this.asked.delete(uri);
  }

  forgetAll(): void {
    this.asked.clear();
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
