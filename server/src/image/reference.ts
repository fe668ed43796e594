// Image references: `registry/path:tag@digest`, cut as Docker cuts them.
// Source: the reference grammar of the OCI distribution project, with Docker Hub's defaults.
import { Memo, ownCopy } from '../text/memo';

export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** With `library/` for Docker Hub's own. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** How Docker shows it: `node`, `apache/kafka`, `ghcr.io/acme/app`. */
  readonly name: string;
  /** Where, in the text, the name ends and tag or digest begin. */
  readonly nameEnd: number;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const PATH_ONLY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST_ONLY = new RegExp(`^${HOST}$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Those that a registry can be asked for, each with its own length. */
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
/** The name would be that of a layer or an image's own id. */
const ID = /^[0-9a-f]{64}$/;
const MAX_REPOSITORY = 255;
const HUB = 'docker.io';

const MEMORY = 50_000;
/** Files name the same images again and again. */
const answers = new Memo<{ readonly reference?: ImageReference }>(MEMORY);

/** Undefined for what is no reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  let answer = answers.get(text);
  if (!answer) {
    const own = ownCopy(text);
    answer = { reference: readReference(own) };
    answers.set(own, answer);
  }
  return answer.reference;
}

function readReference(text: string): ImageReference | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  const path = hasTag ? named.slice(0, colon) : named;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const place = placeOf(path);
  if (!place) return undefined;
  return { text, ...place, tag, digest, nameEnd: path.length };
}

/** The tag alone, where there is one. */
export function withoutDigest(reference: ImageReference): ImageReference {
  const { digest, text, tag } = reference;
  if (digest === undefined || tag === undefined) return reference;
  return { ...reference, digest: undefined, text: text.slice(0, -digest.length - 1) };
}

function placeOf(path: string): Pick<ImageReference, 'registry' | 'repository' | 'name'> | undefined {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const host = isHost ? first : HUB;
  const rest = isHost ? path.slice(slash + 1) : path;
  if (rest.length > MAX_REPOSITORY || ID.test(path) || !HOST_ONLY.test(host) || !PATH_ONLY.test(rest)) return undefined;
  const registry = host === 'index.docker.io' ? HUB : host;
  if (registry !== HUB) return { registry, repository: rest, name: `${registry}/${rest}` };
  const repository = rest.includes('/') ? rest : `library/${rest}`;
  if (repository.length > MAX_REPOSITORY) return undefined;
  return {
    registry,
    repository,
    name: repository.startsWith('library/') ? repository.slice('library/'.length) : repository,
  };
}
