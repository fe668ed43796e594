// Manifests: which one a tag names, and what stands in one. What is read is checked against its digest.
// Source: the distribution specification of the OCI, "Pulling manifests".
import type { Learned } from '../image/registry-facts';
import { digestOfBytes, hasDigest, isDigest, toldDigest } from './digest';
import { RegistryFailure } from './failure';
import { jsonObject } from './json';
import { ACCEPTED, isKnownType, isSchema1, typeOf } from './media-types';
import type { Asked, Session } from './session';
import type { Answer } from './transport';

/** The specification's own limit. */
const MAX_BYTES = 4 * 1_048_576;
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{1,200}"$/;

export interface Place {
  readonly session: Session;
  readonly registry: string;
  readonly repository: string;
  /** What is read there is kept apart. */
  readonly isInsecure: boolean;
}

export interface Named {
  /** Of the index where there is one, so that it holds for every platform. */
  readonly digest: string;
  readonly mediaType: string;
  /** What the registry calls this state of the tag. */
  readonly etag?: string;
}

export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly said: Readonly<Record<string, unknown>>;
}

/**
 * Asks for the headers alone, which costs no registry's allowance; for the manifest only where they do not say it.
 * Where the tag is still what it was, `before` is the answer.
 */
export async function named(place: Place, tag: string, before: Named | undefined, signal: AbortSignal): Promise<Named> {
  const ifNoneMatch = before?.etag;
  const head = await ask(place, 'HEAD', tag, signal, ifNoneMatch);
  if (head.status === 304 && before) return before;
  if (head.status !== 405) refuse(place, tag, head);
  const told = toldDigest(head);
  const mediaType = typeOf(head);
  if (head.status === 200 && told !== undefined && (isKnownType(mediaType) || isSchema1(mediaType))) {
    return { digest: told, mediaType, ...etagOf(head) };
  }
  if (isSchema1(mediaType)) throw schema1(place);
  const whole = await ask(place, 'GET', tag, signal);
  refuse(place, tag, whole);
  const { said } = read(place, whole);
  const digest = digestOfBytes(whole.body);
  if ((toldDigest(whole) ?? digest) !== digest) {
    throw new RegistryFailure('broken', `${place.registry} answers with another manifest than it says`);
  }
  return { digest, mediaType: mediaTypeOf(whole, said), ...etagOf(whole) };
}

/** Whether it is there. */
export async function hasManifest(place: Place, digest: string, signal: AbortSignal): Promise<boolean> {
  let answer = await ask(place, 'HEAD', digest, signal);
  if (answer.status === 405) answer = await ask(place, 'GET', digest, signal);
  if (answer.status === 404) return false;
  refuse(place, digest, answer);
  if (answer.status === 200) return true;
  throw new RegistryFailure('broken', `${place.registry} answers ${answer.status} where a manifest was asked for`);
}

export async function manifestAt(place: Place, digest: string, signal: AbortSignal): Promise<Manifest> {
  if (!isDigest(digest)) throw new RegistryFailure('broken', `${place.registry} names a digest that can't be checked`);
  const answer = await ask(place, 'GET', digest, signal);
  refuse(place, digest, answer);
  // Its digest leaves its signatures out, so it is not checked; nothing that stands in it is used.
  if (isSchema1(typeOf(answer))) return { digest, mediaType: typeOf(answer), said: {} };
  const { said } = read(place, answer);
  if (!hasDigest(answer.body, digest)) {
    throw new RegistryFailure('broken', `${place.registry} answers with another manifest than ${digest}`);
  }
  return { digest, mediaType: mediaTypeOf(answer, said), said };
}

function ask(place: Place, method: Asked['method'], version: string, signal: AbortSignal, ifNoneMatch?: string) {
  const { session, repository } = place;
  const path = `/v2/${repository}/manifests/${version}`;
  return session.ask({ method, path, repository, accept: ACCEPTED, maxBytes: MAX_BYTES, ifNoneMatch }, signal);
}

function read({ registry }: Place, { status, body }: Answer): Pick<Manifest, 'said'> {
  const said = jsonObject(body);
  if (said?.schemaVersion === 1) throw schema1({ registry });
  if (status === 200 && said?.schemaVersion === 2) return { said };
  throw new RegistryFailure('broken', `${registry} answers with no manifest`);
}

/** The manifest's own word counts; the header's where it has none. */
const mediaTypeOf = (answer: Answer, { mediaType }: Manifest['said']): string =>
  typeof mediaType === 'string' && isKnownType(mediaType) ? mediaType : typeOf(answer);

const etagOf = ({ headers: { etag } }: Answer): { etag?: string } => (isETag(etag) ? { etag } : {});

/** Fit for a header. */
export const isETag = (value: unknown): value is string => typeof value === 'string' && ETAG.test(value);

function refuse(place: Place, version: string, { status }: Answer): void {
  if (status === 404) throw missing(place, version);
  if (status === 403) throw new RegistryFailure('denied', `${place.registry} does not let us read ${place.repository}`);
}

export function missing({ registry, repository }: Place, version: string, learned?: Learned): RegistryFailure {
  const separator = version.includes(':') ? '@' : ':';
  return new RegistryFailure('missing', `${registry} has no ${repository}${separator}${version}`, 'never', learned);
}

export const schema1 = ({ registry }: Pick<Place, 'registry'>): RegistryFailure =>
  new RegistryFailure('deprecated', `${registry} has it in the old schema 1 alone, which no digest holds`);
