// Reads a configuration and what it extends. The reader is loaded when there is one to read: most folders have none.
import type { TrustedKey } from '../image/registry-facts';
import { type Configuration, mergePolicies } from '../lint/configuration';
import type { KeyFile, ReadConfiguration } from '../lint/read-configuration';
import type { Finding } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import { type Range, rangeOf } from '../text/range';
import { childUri, parentUri, pathWithin } from '../text/uri';
import { type FileSystem, reasonOf } from './file-system';
import { isPublicKey } from './public-key';

const MAX_BYTES = 262_144;
const MAX_KEY_BYTES = 16_384;
const START = rangeOf(0, 0, 0, 0);

export interface FoundConfiguration {
  /** hadolint: its file, read as far as its meaning is ours. none: there is no file. */
  readonly kind: 'hullwright' | 'hadolint' | 'none';
  readonly uri?: string;
  readonly policy: Partial<Configuration>;
  /** By the file that they are in: this one, or one that it extends. */
  readonly problems: ReadonlyMap<string, readonly Finding[]>;
}

export interface LoadOptions {
  readonly fs: FileSystem;
  /** Asked for when there is a configuration to read. */
  readonly rules: () => Promise<readonly RuleInfo[]>;
  readonly today?: string;
  readonly trusted: boolean;
}

/** Never rejects: what can't be read is a problem, and the defaults hold. */
export async function loadConfiguration(
  uri: string,
  root: string,
  kind: 'hullwright' | 'hadolint',
  options: LoadOptions,
): Promise<FoundConfiguration> {
  const loading = new Loading(root, options);
  const policy = kind === 'hadolint' ? await loading.hadolint(uri) : await loading.file(uri, []);
  return { kind, uri, policy, problems: loading.problems };
}

class Loading {
  readonly problems = new Map<string, readonly Finding[]>();

  constructor(
    private readonly root: string,
    private readonly options: LoadOptions,
  ) {}

  /** `above` are the files that led here. */
  async file(uri: string, above: readonly string[]): Promise<Partial<Configuration>> {
    const [{ readConfiguration }, { entryProblems }] = await Promise.all([
      import('../lint/read-configuration'),
      import('../lint/entry-problems'),
    ]);
    const { today } = this.options;
    const text = await this.textOf(uri);
    if (text === undefined) return {};
    const rules = await this.options.rules();
    const read = readConfiguration(text, { uri, folder: parentUri(uri) ?? uri, rules });
    this.tell(uri, read.problems);
    const keys = read.keys && (await this.keys(uri, read.keys));
    const own = keys ? { ...read.policy, images: { ...read.policy.images, keys } } : read.policy;
    const base = read.extends && (await this.base(uri, read.extends, [...above, uri]));
    const policy = base ? mergePolicies(base, own) : own;
    this.tell(uri, entryProblems(read.policy.suppress ?? [], policy, today));
    return policy;
  }

  async hadolint(uri: string): Promise<Partial<Configuration>> {
    const { readHadolintConfiguration } = await import('../lint/hadolint-configuration');
    const text = await this.textOf(uri);
    this.problems.delete(uri);
    return text === undefined ? {} : readHadolintConfiguration(text, await this.options.rules());
  }

  private async base(
    uri: string,
    { value, range }: NonNullable<ReadConfiguration['extends']>,
    above: readonly string[],
  ): Promise<Partial<Configuration> | undefined> {
    const target = resolve(uri, value);
    const why = target === undefined ? 'it leads nowhere' : await this.refusal(target, above);
    if (target !== undefined && why === undefined) return this.file(target, above);
    await this.add(uri, range, `this is not followed: ${why}`);
    return undefined;
  }

  /** Those that can be read; of the others it is told why. */
  private async keys(uri: string, files: readonly KeyFile[]): Promise<readonly TrustedKey[]> {
    const keys: TrustedKey[] = [];
    for (const { value, range } of files) {
      const target = resolve(uri, value);
      const why = target === undefined ? 'it leads nowhere' : await this.refusal(target, [uri]);
      const key = target === undefined || why !== undefined ? why : await this.keyAt(target, value);
      if (typeof key === 'object') keys.push(key);
      else await this.add(uri, range, `this key is not used: ${key}`);
    }
    return keys;
  }

  /** The reason where there is none. */
  private async keyAt(uri: string, name: string): Promise<TrustedKey | string> {
    try {
      const stat = await this.options.fs.stat(uri);
      if (stat && stat.size > MAX_KEY_BYTES) return 'it is larger than 16 KB';
      const { text } = await this.options.fs.readText(uri);
      return isPublicKey(text) ? { name, pem: text } : 'it is no ECDSA P-256 public key in PEM, as cosign writes it';
    } catch (error) {
      return reasonOf(error);
    }
  }

  private async refusal(target: string, above: readonly string[]): Promise<string | undefined> {
    const { fs, trusted } = this.options;
    if (!trusted) return 'the workspace is not trusted';
    if (above.includes(target)) return 'the files extend each other in a circle';
    if (pathWithin(target, this.root) === undefined) return 'it lies outside the workspace';
    try {
      if ((await fs.stat(target))?.kind !== 'file') return 'there is no such file';
      const [real, root] = await Promise.all([fs.realUri(target), fs.realUri(this.root)]);
      return pathWithin(real, root) === undefined ? 'it is a link that leads out of the workspace' : undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  private async textOf(uri: string): Promise<string | undefined> {
    try {
      const stat = await this.options.fs.stat(uri);
      if (stat && stat.size > MAX_BYTES) throw new Error('it is larger than 256 KB');
      return (await this.options.fs.readText(uri)).text;
    } catch (error) {
      await this.add(uri, START, `this can't be read: ${reasonOf(error)}`);
      return undefined;
    }
  }

  private async add(uri: string, range: Range, message: string): Promise<void> {
    const { problem } = await import('../lint/read-configuration');
    this.tell(uri, [problem(range, message)]);
  }

  private tell(uri: string, problems: readonly Finding[]): void {
    this.problems.set(uri, [...(this.problems.get(uri) ?? []), ...problems]);
  }
}

/** A path from a file, as a URI. Undefined when it climbs above everything, or is no path. */
function resolve(uri: string, path: string): string | undefined {
  if (/^[/\\]|^[a-z]+:/i.test(path)) return undefined;
  let at = parentUri(uri);
  for (const name of path.split(/[/\\]/)) {
    if (name === '' || name === '.') continue;
    if (at === undefined) return undefined;
    at = name === '..' ? parentUri(at) : childUri(at, name);
  }
  return at;
}
