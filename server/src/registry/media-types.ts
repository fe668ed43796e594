// The types of manifests: what we ask for, and what is too old to be asked for.
// Source: the image specification of the OCI; the image manifest, version 2, of the distribution project.
import type { Answer } from './transport';

export const INDEX_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
export const IMAGE_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);
export const ACCEPTED = [...INDEX_TYPES, ...IMAGE_TYPES].join(', ');

/** What Docker stopped to pull: their digests change with who signs them. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
export const isSchema1 = (type: string): boolean => SCHEMA_1.test(type);

export const isKnownType = (type: string): boolean => INDEX_TYPES.has(type) || IMAGE_TYPES.has(type);

/** Without its parameters, in lower case. */
export const typeOf = ({ headers }: Answer): string =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
