// The digest of what a tag names: the index where there is one, so that it holds for every platform.
// Source: the distribution specification of the OCI, "Pulling manifests".
import { createHash } from 'node:crypto';
import { RegistryFailure } from './failure';
import { jsonObject } from './json';
import type { Asked, Session } from './session';
import type { Answer } from './transport';

const TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);
const ACCEPT = [...TYPES].join(', ');
/** What Docker stopped to pull: their digests change with who signs them. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
/** The specification's own limit. */
const MAX_BYTES = 4 * 1_048_576;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

export interface Manifest {
  readonly registry: string;
  readonly repository: string;
  /** A tag, or a digest. */
  readonly version: string;
}

/** Asks for the headers alone, which costs no registry's allowance; for the manifest only where they do not say it. */
export async function digestOf(session: Session, manifest: Manifest, signal: AbortSignal): Promise<string> {
  const { repository, version } = manifest;
  const asked = { path: `/v2/${repository}/manifests/${version}`, repository, accept: ACCEPT, maxBytes: MAX_BYTES };
  const ask = (method: Asked['method']): Promise<Answer> => session.ask({ method, ...asked }, signal);
  const head = await ask('HEAD');
  if (head.status !== 405) refuse(manifest, head);
  const told = digestIn(head);
  if (head.status === 200 && told !== undefined && TYPES.has(typeOf(head))) return told;
  const whole = await ask('GET');
  refuse(manifest, whole);
  const said = jsonObject(whole.body);
  if (said?.schemaVersion === 1) throw schema1(manifest);
  if (whole.status !== 200 || said?.schemaVersion !== 2) {
    throw new RegistryFailure('broken', `${manifest.registry} answers with no manifest`);
  }
  const digest = `sha256:${createHash('sha256').update(whole.body).digest('hex')}`;
  if ((digestIn(whole) ?? digest) !== digest) {
    throw new RegistryFailure('broken', `${manifest.registry} answers with another manifest than it says`);
  }
  return digest;
}

function refuse(manifest: Manifest, answer: Answer): void {
  const { registry, repository, version } = manifest;
  if (answer.status === 404) {
    throw new RegistryFailure(
      'missing',
      `${registry} has no ${repository}${version.includes(':') ? '@' : ':'}${version}`,
    );
  }
  if (answer.status === 403) throw new RegistryFailure('denied', `${registry} does not let us read ${repository}`);
  if (SCHEMA_1.test(typeOf(answer))) throw schema1(manifest);
}

const schema1 = ({ registry }: Manifest): RegistryFailure =>
  new RegistryFailure('broken', `${registry} has it in the old schema 1 alone, which no digest holds`);

const typeOf = ({ headers }: Answer): string => headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';

function digestIn({ headers }: Answer): string | undefined {
  const value = headers['docker-content-digest'];
  return typeof value === 'string' && DIGEST.test(value) ? value : undefined;
}
