// Checks a signature of cosign's with a public key, without asking anybody: ECDSA P-256 over a text that names the image.
// Source: the sigstore project, cosign/specs/SIGNATURE_SPEC.md; containers/image, docs/containers-signature.5.md.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { parseImageReference } from '../image/reference';
import type { Signed, TrustedKey } from '../image/registry-facts';
import { jsonObject, recordOf } from './json';

export interface Signature {
  /** The text that was signed, byte by byte. */
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** It was made with a certificate for a moment instead of a key. */
  readonly isKeyless: boolean;
}

export interface SignedImage {
  /** As references name it, wherever it was read: `docker.io/library/node`. */
  readonly name: string;
  readonly digest: string;
}

interface Key {
  readonly name: string;
  readonly key: KeyObject;
}

/** Undefined for what is no public key of the kind that cosign makes. */
export function readKey({ name, pem }: TrustedKey): Key | undefined {
  if (!/-----BEGIN PUBLIC KEY-----/.test(pem) || /PRIVATE KEY/.test(pem)) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? { name, key } : undefined;
  } catch {
    return undefined;
  }
}

/** `others`: what signatures of kinds that can't be checked are called. */
export function signedBy(
  signatures: readonly Signature[],
  others: readonly string[],
  image: SignedImage,
  trusted: readonly TrustedKey[],
): Signed {
  if (signatures.length === 0 && others.length === 0) return { kind: 'unsigned' };
  const keys = trusted.flatMap((each) => readKey(each) ?? []);
  const wrong = trusted.find((each) => !readKey(each));
  const withKey = signatures.filter(({ isKeyless }) => !isKeyless);
  const valid = withKey.flatMap(({ payload, signature }) =>
    keys.filter(({ key }) => isOf(key, payload, signature)).map(({ name }) => ({ name, why: misfit(payload, image) })),
  );
  const fitting = valid.find(({ why }) => why === undefined);
  if (fitting) return { kind: 'verified', key: fitting.name };
  if (valid[0]?.why !== undefined) return { kind: 'refused', why: valid[0].why };
  if (wrong) return { kind: 'unverified', why: `${wrong.name} is no ECDSA P-256 public key in PEM` };
  if (withKey.length > 0 && keys.length > 0) {
    return { kind: 'refused', why: `it is not signed with ${keys.map(({ name }) => name).join(' or ')}` };
  }
  if (withKey.length > 0) return { kind: 'unverified', why: 'no key was given to check it with' };
  const kind = signatures.length > 0 ? 'keyless' : others[0];
  return {
    kind: 'unverified',
    why: `its signature is ${kind}, which is not supported: only cosign's with a key is checked`,
  };
}

function isOf(key: KeyObject, payload: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', payload, key, signature);
  } catch {
    return false;
  }
}

/** Why a text that was truly signed does not speak of this image. */
function misfit(payload: Buffer, { name, digest }: SignedImage): string | undefined {
  const critical = recordOf(jsonObject(payload)?.critical);
  const { 'docker-manifest-digest': signed } = recordOf(critical.image);
  const { 'docker-reference': reference } = recordOf(critical.identity);
  if (critical.type !== 'cosign container image signature') return 'what is signed is no image';
  if (signed !== digest) return 'what is signed is another image';
  const at = typeof reference === 'string' ? parseImageReference(reference) : undefined;
  if (at && `${at.registry}/${at.repository}` === name) return undefined;
  return 'it is signed under another name';
}
