// One registry during one command: whether it speaks TLS, what it asks for, and the tokens it has given.
import { type Challenge, challengeOf } from './challenge';
import type { Clock } from './clock';
import { basicAuthorization, type Credentials, type CredentialsFor } from './credentials';
import { type Endpoint, endpointOf } from './endpoint';
import { RegistryFailure } from './failure';
import { areRelated } from './hosts';
import { tokenServer } from './realm';
import { passingTrouble } from './refusal';
import { withRetries } from './retry';
import { until } from './shared';
import { type Bearer, type Token, tokenOf, tokenRequest } from './token';
import type { Answer, Exchange, Transport } from './transport';

export interface Surroundings {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly credentialsFor: CredentialsFor;
  /** Registries, as references name them in lower case, that the user lets us reach without TLS or with any certificate. */
  readonly insecure: ReadonlySet<string>;
  /** Ends all work. */
  readonly signal?: AbortSignal;
}

export interface Asked {
  readonly method: 'GET' | 'HEAD';
  /** From the root of the host. */
  readonly path: string;
  readonly repository: string;
  readonly accept: string;
  readonly maxBytes: number;
  /** An ETag: the answer is 304 where nothing has changed since. */
  readonly ifNoneMatch?: string;
}

interface HeldToken {
  readonly token: Token;
  readonly until: number;
}

const forever = new AbortController().signal;
const MAX_REDIRECTS = 5;
const MAX_PING_BYTES = 65_536;
/** What can't be opened is tried again behind so long: nobody waits for it once for every image. */
const CLOSED_MS = 10_000;
/** So long before its end a token is not used any more. */
const MARGIN_MS = 5_000;

export class Session {
  private origin: Promise<string> | undefined;
  private failedAt: number | undefined;
  private challenge: Challenge | undefined;
  private readonly tokens = new Map<string, Promise<HeldToken>>();

  constructor(
    private readonly endpoint: Endpoint,
    private readonly around: Surroundings,
  ) {}

  /** The answer, whatever it is but a 401, 429, 5xx or a redirect. Rejects with a RegistryFailure. */
  async ask({ method, path, repository, accept, maxBytes, ifNoneMatch }: Asked, signal: AbortSignal): Promise<Answer> {
    const origin = await until(this.opened(), signal);
    const exchange = { method, url: new URL(path, origin), maxBytes };
    for (let isSecond = false; ; isSecond = true) {
      const authorization = await this.authorization(repository, signal);
      const headers = {
        accept,
        ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
        ...(authorization === undefined ? {} : { authorization }),
      };
      const answer = await this.followed({ ...exchange, headers }, signal);
      if (answer.status !== 401) return answer;
      const challenge = challengeOf(answer.headers['www-authenticate']);
      if (isSecond || !challenge) throw await this.denial(repository);
      this.challenge = challenge;
      this.tokens.delete(repository);
    }
  }

  /** For all who ask, so nobody's own signal ends it. */
  private opened(): Promise<string> {
    const { clock, signal = forever } = this.around;
    if (this.failedAt !== undefined && clock.now() - this.failedAt >= CLOSED_MS) this.origin = undefined;
    if (this.origin) return this.origin;
    this.failedAt = undefined;
    this.origin = this.open(signal);
    this.origin.catch(() => {
      this.failedAt = clock.now();
    });
    return this.origin;
  }

  /** The host's origin: over TLS; without it only where that is allowed, and the host does not know what TLS is. */
  private async open(signal: AbortSignal): Promise<string> {
    const { host, mayBePlain } = this.endpoint;
    try {
      return await this.ping(`https://${host}`, signal);
    } catch (error) {
      const isPlain = error instanceof RegistryFailure && error.kind === 'plain';
      if (!isPlain || !mayBePlain) throw error;
      return this.ping(`http://${host}`, signal);
    }
  }

  private async ping(origin: string, signal: AbortSignal): Promise<string> {
    const url = new URL('/v2/', origin);
    const answer = await this.followed({ method: 'GET', url, headers: {}, maxBytes: MAX_PING_BYTES }, signal);
    const challenge = answer.status === 401 ? challengeOf(answer.headers['www-authenticate']) : undefined;
    if (answer.status !== 200 && !challenge) {
      throw new RegistryFailure('broken', `${url.host} is no registry: it answers ${answer.status}`);
    }
    this.challenge = challenge;
    return origin;
  }

  /** Redirects, which see no credentials on another host, and lead to none without TLS. */
  private async followed(
    exchange: Pick<Exchange, 'method' | 'url' | 'headers' | 'maxBytes'>,
    signal: AbortSignal,
  ): Promise<Answer> {
    let { url, headers } = exchange;
    for (let i = 0; i <= MAX_REDIRECTS; i++) {
      const answer = await this.exchanged({ ...exchange, url, headers }, signal);
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
      if (!URL.canParse(location, url.href)) throw new RegistryFailure('broken', `${url.host} redirects to nowhere`);
      const next = new URL(location, url);
      if (next.protocol !== 'https:' && !(next.origin === url.origin && url.protocol === 'http:')) {
        throw new RegistryFailure('broken', `${url.host} redirects to a place without TLS`);
      }
      if (next.origin !== url.origin) {
        headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
      }
      url = next;
    }
    throw new RegistryFailure('broken', `${url.host} redirects again and again`);
  }

  private exchanged(
    exchange: Pick<Exchange, 'method' | 'url' | 'headers' | 'body' | 'maxBytes'>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { transport, clock, insecure } = this.around;
    const { host } = exchange.url;
    const isUnverified = host === this.endpoint.host ? this.endpoint.isUnverified : insecure.has(host);
    const attempt = async (): Promise<Answer> => {
      const answer = await transport({ ...exchange, isUnverified }, signal);
      const trouble = passingTrouble(host, answer, clock);
      if (trouble) throw trouble;
      return answer;
    };
    return withRetries(attempt, clock, signal);
  }

  private async authorization(repository: string, signal: AbortSignal): Promise<string | undefined> {
    const challenge = this.challenge;
    if (!challenge) return undefined;
    const credentials = await this.credentials(repository);
    if (credentials?.kind === 'token') return `Bearer ${credentials.token}`;
    if (challenge.kind === 'basic') {
      if (credentials?.kind !== 'password') throw await this.denial(repository);
      return basicAuthorization(credentials);
    }
    const { token } = await until(this.heldToken(challenge, repository, credentials), signal);
    return `Bearer ${token.text}`;
  }

  private async heldToken(
    challenge: Bearer,
    repository: string,
    credentials: Credentials | undefined,
  ): Promise<HeldToken> {
    const held = this.tokens.get(repository);
    if (held) {
      const kept = await held;
      if (this.around.clock.now() < kept.until) return kept;
    }
    const current = this.tokens.get(repository);
    if (current && current !== held) return current;
    const fresh = this.newToken(challenge, repository, credentials);
    this.tokens.set(repository, fresh);
    fresh.catch(() => this.tokens.delete(repository));
    return fresh;
  }

  private async newToken(
    challenge: Bearer,
    repository: string,
    credentials: Credentials | undefined,
  ): Promise<HeldToken> {
    const { insecure, credentialsFor, clock, signal = forever } = this.around;
    const realm = tokenServer(challenge.realm, this.endpoint, insecure);
    const own = areRelated(this.endpoint.hostname, realm.hostname)
      ? credentials
      : await credentialsFor(realm.host, repository);
    const answer = await this.exchanged(tokenRequest(realm, challenge, repository, own), signal);
    const token = tokenOf(realm.host, answer);
    return { token, until: clock.now() + token.seconds * 1_000 - MARGIN_MS };
  }

  private credentials(repository: string): Promise<Credentials | undefined> {
    return this.around.credentialsFor(this.endpoint.registry, repository);
  }

  private async denial(repository: string): Promise<RegistryFailure> {
    const { registry } = this.endpoint;
    if (await this.credentials(repository)) {
      return new RegistryFailure('denied', `${registry} refuses the credentials of this machine`);
    }
    return new RegistryFailure('denied', `${registry} has no such image, or wants a login: docker login ${registry}`);
  }
}

/** A session for each registry. */
export function sessionsWith(around: Surroundings): (registry: string) => Session | undefined {
  const sessions = new Map<string, Session>();
  return (registry) => {
    const endpoint = endpointOf(registry, around.insecure);
    if (!endpoint) return undefined;
    const session = sessions.get(endpoint.host) ?? new Session(endpoint, around);
    sessions.set(endpoint.host, session);
    return session;
  };
}
