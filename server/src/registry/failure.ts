// Why a registry could not be asked, or what it answered instead. Messages are ours alone: no body, header or secret is in them.
import type { Learned } from '../image/registry-facts';

/**
 * `plain`: it does not speak TLS. `limit`: it asks to wait. `deprecated`: schema 1. `unasked`: nothing is kept, and nobody may be
 * asked. The others say what the message says.
 */
export type FailureKind =
  | 'missing'
  | 'denied'
  | 'limit'
  | 'unreachable'
  | 'plain'
  | 'timeout'
  | 'broken'
  | 'deprecated'
  | 'unasked'
  | 'aborted';

/** `again`: the same request may succeed in a moment; a number: behind so many milliseconds. */
export type Retry = 'never' | 'again' | number;

export class RegistryFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly retry: Retry = 'never',
    /** Who said so, and when, where it is something that is kept. */
    readonly learned?: Learned,
  ) {
    super(message);
  }
}

/** What the system and OpenSSL call it, with what we say and whether to try again. `HOST` is the host. */
const BY_CODE: Readonly<Record<string, readonly [FailureKind, string, Retry]>> = {
  ENOTFOUND: ['unreachable', 'there is no host HOST', 'never'],
  EAI_AGAIN: ['unreachable', "the name HOST can't be looked up", 'again'],
  ECONNREFUSED: ['unreachable', 'HOST refuses the connection', 'never'],
  ECONNRESET: ['unreachable', 'HOST breaks off the connection', 'again'],
  EPIPE: ['unreachable', 'HOST breaks off the connection', 'again'],
  ETIMEDOUT: ['unreachable', 'HOST does not answer', 'again'],
  EHOSTUNREACH: ['unreachable', 'there is no way to HOST', 'never'],
  ENETUNREACH: ['unreachable', 'there is no way to HOST', 'never'],
  CERT_HAS_EXPIRED: ['unreachable', 'the certificate of HOST has expired', 'never'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['unreachable', 'the certificate of HOST is for another host', 'never'],
  EPROTO: ['plain', 'HOST does not speak TLS', 'never'],
  HPE_HEADER_OVERFLOW: ['broken', 'HOST answers with headers that are too long', 'never'],
};

const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** An error of Node's as a failure. */
export function failureOf(error: unknown, host: string): RegistryFailure {
  if (error instanceof RegistryFailure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const known = BY_CODE[code];
  if (known) return new RegistryFailure(known[0], known[1].replace('HOST', host), known[2]);
  if (UNTRUSTED.has(code)) {
    const message = `nobody that this machine trusts has signed the certificate of ${host}; NODE_EXTRA_CA_CERTS adds a CA`;
    return new RegistryFailure('unreachable', message);
  }
  if (code.startsWith('ERR_SSL_')) return new RegistryFailure('plain', `${host} does not speak TLS`);
  if (code.startsWith('HPE_')) return new RegistryFailure('broken', `${host} does not answer in HTTP`);
  return new RegistryFailure('unreachable', `${host} can't be reached: ${code}`);
}
