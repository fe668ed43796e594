// What the server is handed to ask registries with. In a browser it is handed nothing, and offers nothing of it.
import type { Mirrors } from '../../image/mirrors';
import type { ImageReference } from '../../image/reference';
import type { RegistryAnswer, RegistryFacts, TrustedKey } from '../../image/registry-facts';
import type { DigestSource } from '../../workspace/digests';

/** How registries are reached. */
export interface Way {
  /** Registries that configurations call insecure, in lower case: they see no login. */
  readonly insecureByFile: ReadonlySet<string>;
  /** `files`: no program is run for them. */
  readonly logins: 'programs' | 'files';
}

/** What the configuration of a file says of asking. */
export interface FileWay {
  /** In lower case. */
  readonly insecure: readonly string[];
  readonly mirrors: Mirrors;
  readonly keys: readonly TrustedKey[];
}

/** Where nothing is said. */
export const PLAIN_WAY: FileWay = { insecure: [], mirrors: {}, keys: [] };

export interface Asking extends Partial<Pick<FileWay, 'mirrors' | 'keys'>> {
  /** `young`: what was asked for not long ago will do. */
  readonly age: 'young' | 'fresh';
  /** Gives up on the answer. */
  readonly signal?: AbortSignal;
}

/** All reject with an Error that says why. */
export interface EditorRegistries {
  /** The digest that the reference's tag has now, whatever digest it carries itself. */
  digestOf(reference: ImageReference, asking: Asking): Promise<string>;
  /** The tags that there are beside the reference's. */
  tagsOf(reference: ImageReference, asking: Asking): Promise<readonly string[]>;
  /** Of the digest that it carries, or else of what its tag names now. */
  factsOf(reference: ImageReference, asking: Asking): Promise<RegistryFacts>;
  /** What is kept of it, however old; nobody is asked. */
  keptOf(reference: ImageReference, asking: Omit<Asking, 'age'>): Promise<RegistryAnswer | undefined>;
}

export type OpenRegistries = (way: Way) => Promise<EditorRegistries>;

/** For one command of the user's. */
export interface ImageSource extends DigestSource {
  factsOf(reference: ImageReference): Promise<RegistryFacts>;
}
