// Which configuration holds for a file: the nearest upward, never above the root. Found once a folder.

import type { RuleInfo } from '../rule/rule';
import { childUri, parentUri, pathWithin } from '../text/uri';
import type { FileSystem } from './file-system';
import { type FoundConfiguration, loadConfiguration } from './load-configuration';

export const CONFIGURATION_NAMES = ['.hullwright.yaml', '.hullwright.yml'] as const;
export const HADOLINT_NAMES = ['.hadolint.yaml', '.hadolint.yml'] as const;

export interface ConfigurationsOptions {
  readonly fs: FileSystem;
  /** Everything that a configuration may name. */
  readonly rules: () => Promise<readonly RuleInfo[]>;
  readonly today?: string;
  /** False in a workspace that nobody has said to trust: other files are not followed. */
  readonly trusted: boolean;
  /** The folder above which nothing is looked for. Undefined: the file has no configuration. */
  readonly rootOf: (uri: string) => string | undefined | Promise<string | undefined>;
}

export const NO_CONFIGURATION: FoundConfiguration = { kind: 'none', policy: {}, problems: new Map() };

interface Nearest {
  readonly own?: string;
  readonly hadolint?: string;
}

export class Configurations {
  private readonly nearest = new Map<string, Promise<Nearest>>();
  private readonly loaded = new Map<string, Promise<FoundConfiguration>>();

  constructor(private readonly options: ConfigurationsOptions) {}

  /** The same value for all files that it holds for. */
  async of(uri: string): Promise<FoundConfiguration> {
    const folder = parentUri(uri);
    const root = await this.options.rootOf(uri);
    if (folder === undefined || root === undefined || pathWithin(folder, root) === undefined) return NO_CONFIGURATION;
    const { own, hadolint } = await this.nearestTo(folder, root);
    const file = own ?? hadolint;
    return file === undefined ? NO_CONFIGURATION : this.load(file, root, own === undefined ? 'hadolint' : 'hullwright');
  }

  load(uri: string, root: string, kind: 'hullwright' | 'hadolint'): Promise<FoundConfiguration> {
    const key = `${root}\n${uri}`;
    const known = this.loaded.get(key) ?? loadConfiguration(uri, root, kind, this.options);
    this.loaded.set(key, known);
    return known;
  }

  private nearestTo(folder: string, root: string): Promise<Nearest> {
    const key = `${root}\n${folder}`;
    const known = this.nearest.get(key) ?? this.look(folder, root);
    this.nearest.set(key, known);
    return known;
  }

  private async look(folder: string, root: string): Promise<Nearest> {
    const there = await this.candidatesIn(folder);
    const own = there.length > 0 ? await this.firstOf(there, CONFIGURATION_NAMES, folder) : undefined;
    if (own !== undefined) return { own };
    const hadolint = there.length > 0 ? await this.firstOf(there, HADOLINT_NAMES, folder) : undefined;
    const parent = pathWithin(folder, root) ? parentUri(folder) : undefined;
    const above: Nearest = parent === undefined ? {} : await this.nearestTo(parent, root);
    return { own: above.own, hadolint: hadolint ?? above.hadolint };
  }

  /** One listing asks less of a disk, and of a browser's host, than a question for each name. */
  private async candidatesIn(folder: string): Promise<readonly string[]> {
    const entries = await this.options.fs.readDirectory(folder).catch(() => []);
    const hidden = entries.filter(({ name, kind }) => name.startsWith('.') && (kind === 'file' || kind === 'link'));
    return hidden.map(({ name }) => name);
  }

  private async firstOf(
    there: readonly string[],
    names: readonly string[],
    folder: string,
  ): Promise<string | undefined> {
    for (const name of names) {
      if (!there.includes(name)) continue;
      const uri = childUri(folder, name);
      const stat = await this.options.fs.stat(uri).catch(() => undefined);
      if (stat?.kind === 'file') return uri;
    }
    return undefined;
  }
}
