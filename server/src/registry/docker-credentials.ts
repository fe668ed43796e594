// The credentials that `docker login` and `podman login` have kept: config.json, auth.json, DOCKER_AUTH_CONFIG, and
// programs that they name.
// Source: docker/cli, cli/config; containers/image, docs/containers-auth.json.5.md.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock';
import type { Credentials, CredentialsFor } from './credentials';
import { HUB } from './endpoint';
import { RegistryFailure } from './failure';
import { jsonObject, recordOf } from './json';
import type { Environment } from './proxy';

/** Asks the program `docker-credential-NAME`. Rejects with a RegistryFailure. */
export type AskHelper = (name: string, serverUrl: string) => Promise<Credentials | undefined>;

export interface LoginOptions {
  readonly env: Environment;
  readonly home: string;
  readonly askHelper: AskHelper;
  readonly clock: Pick<Clock, 'now'>;
}

/** Docker's own key for its registry. */
const HUB_KEY = 'https://index.docker.io/v1/';

interface Config {
  readonly auths: Readonly<Record<string, unknown>>;
  readonly helpers: Readonly<Record<string, unknown>>;
  readonly store: unknown;
}

/** Who logs in meanwhile is known soon. */
const KEPT_MS = 30_000;

/** Each registry is looked up once in a while; the files are read when the first one is. */
export function dockerCredentials({ env, home, askHelper, clock }: LoginOptions): CredentialsFor {
  let read: Promise<readonly Config[]> | undefined;
  let readAt = 0;
  const known = new Map<string, Promise<Credentials | undefined>>();
  const lookUp = async (registry: string, repository: string): Promise<Credentials | undefined> => {
    read ??= configsOf(env, home);
    for (const config of await read) {
      const found = await credentialsIn(config, registry, repository, askHelper);
      if (found) return found;
    }
    return undefined;
  };
  return (registry, repository) => {
    if (clock.now() - readAt >= KEPT_MS) {
      readAt = clock.now();
      read = undefined;
      known.clear();
    }
    const key = `${registry}/${repository}`;
    const found = known.get(key) ?? lookUp(registry, repository);
    known.set(key, found);
    return found;
  };
}

/** What the environment of a CI gives, then docker's, then podman's. */
async function configsOf(env: Environment, home: string): Promise<readonly Config[]> {
  const given = configIn(Buffer.from(env.DOCKER_AUTH_CONFIG ?? ''));
  return [given, ...(await Promise.all(filesOf(env, home).map(configAt)))];
}

function filesOf(env: Environment, home: string): string[] {
  const docker = join(env.DOCKER_CONFIG || join(home, '.docker'), 'config.json');
  const podman = env.REGISTRY_AUTH_FILE
    ? [env.REGISTRY_AUTH_FILE]
    : [
        ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'containers', 'auth.json')] : []),
        join(env.XDG_CONFIG_HOME || join(home, '.config'), 'containers', 'auth.json'),
      ];
  return [docker, ...podman];
}

/** Empty for what is not there, or is no JSON: then nobody is logged in. */
const configAt = async (path: string): Promise<Config> => configIn(await readFile(path).catch(() => Buffer.alloc(0)));

function configIn(bytes: Buffer): Config {
  const said = jsonObject(bytes);
  return { auths: recordOf(said?.auths), helpers: recordOf(said?.credHelpers), store: said?.credsStore };
}

async function credentialsIn(
  { auths, helpers, store }: Config,
  registry: string,
  repository: string,
  askHelper: AskHelper,
): Promise<Credentials | undefined> {
  const server = registry === HUB ? HUB_KEY : registry;
  const helper = [server, registry].map((key) => ownValue(helpers, key)).find((name) => name !== undefined) ?? store;
  if (typeof helper === 'string' && helper !== '') {
    const found = await askHelper(helper, server);
    if (found) return found;
  }
  for (const key of keysOf(registry, repository)) {
    const entry = ownValue(auths, key) ?? entryFor(auths, key);
    const found = entry === undefined ? undefined : credentialsOf(recordOf(entry), registry);
    if (found) return found;
  }
  return undefined;
}

const ownValue = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Podman knows namespaces: the nearest counts. */
function keysOf(registry: string, repository: string): string[] {
  const parts = [registry, ...repository.split('/')];
  const namespaces = parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
  return registry === HUB ? [...namespaces, HUB_KEY, 'index.docker.io'] : namespaces;
}

/** `https://host/v1/` means `host`, as docker reads old keys. Other paths hold other things. */
function entryFor(auths: Readonly<Record<string, unknown>>, host: string): unknown {
  const keys = ['https', 'http'].flatMap((scheme) =>
    ['', '/', '/v1/', '/v2/'].map((path) => `${scheme}://${host}${path}`),
  );
  const key = keys.find((each) => Object.hasOwn(auths, each));
  return key === undefined ? undefined : auths[key];
}

function credentialsOf(entry: Readonly<Record<string, unknown>>, registry: string): Credentials | undefined {
  const { auth, username, password, identitytoken, registrytoken } = entry;
  if (isText(registrytoken)) return { kind: 'token', token: registrytoken };
  if (isText(identitytoken)) return { kind: 'identity', token: identitytoken };
  if (isText(username) && isText(password)) return { kind: 'password', username, password };
  if (!isText(auth)) return undefined;
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon <= 0)
    throw new RegistryFailure('denied', `the login for ${registry} that this machine keeps can't be read`);
  const secret = decoded.slice(colon + 1).replace(/\0+$/, '');
  return { kind: 'password', username: decoded.slice(0, colon), password: secret };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
