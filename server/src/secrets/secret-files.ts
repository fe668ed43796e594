// Files that hold secrets, by their names: keys, logins, environments. What is public, or an example, is none.
import { Memo, ownCopy } from '../text/memo';

export type SecretFileKind =
  /** A private key, alone or in a store. */
  | 'key'
  /** Logins and tokens: there is no other reason for the file. */
  | 'login'
  /** Settings of a program, which may hold a login or not. */
  | 'settings';

export interface SecretFile {
  readonly kind: SecretFileKind;
  /** Nearly always a secret; else the name alone does not tell. */
  readonly isCertain: boolean;
}

const KEY: SecretFile = { kind: 'key', isCertain: true };
const MAYBE_KEY: SecretFile = { kind: 'key', isCertain: false };
const LOGIN: SecretFile = { kind: 'login', isCertain: true };
const MAYBE_LOGIN: SecretFile = { kind: 'login', isCertain: false };
const SETTINGS: SecretFile = { kind: 'settings', isCertain: false };

/** By the whole name, in lower case. */
const BY_NAME: ReadonlyMap<string, SecretFile> = new Map([
  ...each('id_rsa id_dsa id_ecdsa id_ed25519 id_ecdsa_sk id_ed25519_sk identity.pem privkey.pem private.pem', KEY),
  ...each('private.key private_key privatekey private-key.pem private_key.pem server.key tls.key ca.key', KEY),
  ...each('ssh_host_rsa_key ssh_host_ecdsa_key ssh_host_ed25519_key ssh_host_dsa_key master.key secring.gpg', KEY),
  ...each('.netrc _netrc .git-credentials .pgpass .my.cnf .vault-token .s3cfg .htpasswd .pypirc .dockercfg', LOGIN),
  ...each(
    '.dockerconfigjson .npmrc.auth kubeconfig .kubeconfig application_default_credentials.json .vault_pass',
    LOGIN,
  ),
  ...each('client_secret.json client_secrets.json credentials.json service-account.json service_account.json', LOGIN),
  ...each('serviceaccount.json serviceaccountkey.json gcp-key.json gcloud.json google-credentials.json', LOGIN),
  ...each('secrets.yml secrets.yaml secrets.json secret.json secret.yaml secret.yml secrets.toml .secrets', LOGIN),
  ...each('terraform.tfstate terraform.tfvars .terraformrc shadow htpasswd accesstokens.json azureprofile.json', LOGIN),
  ...each('.env .envrc .boto credentials', MAYBE_LOGIN),
  ...each('.npmrc .pip.conf', SETTINGS),
]);

/** Folders: what lies in them is a secret, whatever its name. */
const BY_FOLDER: ReadonlyMap<string, SecretFile> = new Map([
  ...each('.ssh .gnupg', KEY),
  ...each('.aws .azure .kube', LOGIN),
  ...each('secrets .secrets', MAYBE_LOGIN),
]);

function each(names: string, file: SecretFile): [string, SecretFile][] {
  return names.split(' ').map((name) => [name, file]);
}

const words = (text: string): RegExp => new RegExp(`(?:^|[._-])(?:${text})(?:$|[._-])`);
const EXAMPLE = words(
  'example|sample|template|tmpl|tpl|dist|defaults?|schema|dummy|fake|mock|stub|placeholder|tests?|testing|ci|enc|encrypted|age|sops|md|pub',
);
const IN_TESTS = /(?:^|\/)(?:tests?|__tests__|testdata|spec|fixtures?|examples?|samples?|mocks?|docs?)\//;
/** Keys that packages and releases are verified with. */
const PUBLIC_KEY = words('pub|public|gpg|pgp|asc|apt|repo|repository|rpm|yum|keyring|archive|release|verify|cosign');
const CERTIFICATE = words(
  'pub|public|certs?|certificates?|chain|fullchain|cas?|cacerts?|root|rootca|roots|bundle|intermediate|trust|trusted|truststore|dhparams?|dh\\d*|crl|csr|\\w*(?:cert|ca|bundle)\\d*',
);
const KEY_IN_NAME = words('priv|private|privkey|privatekey|key|\\w+key');
const ENVIRONMENT =
  /^\.env(?:[._-].+|\*)?$|^(?:prod|production|dev|development|local|staging|secrets?|app|docker|db|database|web|backend|server|api)\.env$/;
const LOGIN_IN_JSON =
  /^(?:[\w.-]*[-_.])?(?:credentials?|creds|client[-_]?secrets?|service[-_]?account(?:[-_.]?key)?|adminsdk[\w-]*)(?:[-_.][\w.-]*)?\.json$/;
const IN_FOLDER: ReadonlyMap<string, SecretFile> = new Map([
  ...each('.kube/config .config/gcloud', LOGIN),
  ['.docker/config.json', MAYBE_LOGIN],
  ...each('.bundle/config .m2/settings.xml .m2/settings-security.xml', SETTINGS),
]);
/** Where public keys and certificates are kept. */
const PUBLIC_FOLDER =
  /^\/(?:etc\/(?:apt|pki\/(?:rpm-gpg|ca-trust)|ssl\/certs|apk\/keys|yum\.repos\.d)|usr\/(?:share|local\/share)\/(?:keyrings|ca-certificates|pki))(?:\/|$)/;

/** Made to be filled in, or for tests. */
export const isExampleFile = (path: string): boolean => {
  const clean = path.toLowerCase();
  return IN_TESTS.test(clean) || EXAMPLE.test(clean.slice(clean.lastIndexOf('/') + 1));
};

const MEMORY = 50_000;
/** Files name the same paths again and again. */
const answers = new Memo<{ readonly file?: SecretFile }>(MEMORY);

/** A path as COPY, ADD or a command names it. Undefined for what is none, or cannot be told. */
export function secretFileOf(path: string): SecretFile | undefined {
  let answer = answers.get(path);
  if (!answer) {
    answer = { file: fileNamed(path) };
    answers.set(ownCopy(path), answer);
  }
  return answer.file;
}

function fileNamed(path: string): SecretFile | undefined {
  const clean = path.toLowerCase().replace(/\\/g, '/').replace(/\/+$/, '');
  if (IN_TESTS.test(clean) || PUBLIC_FOLDER.test(clean)) return undefined;
  const parts = clean.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  return byName(name, parts.at(-2) ?? '') ?? byFolder(parts);
}

function byName(name: string, folder: string): SecretFile | undefined {
  if (EXAMPLE.test(name)) return undefined;
  if (ENVIRONMENT.test(name)) return MAYBE_LOGIN;
  const known = BY_NAME.get(name.replace(/[*?]+$/, ''));
  if (known) return name === 'credentials' && folder === '.aws' ? LOGIN : known;
  const inFolder = IN_FOLDER.get(`${folder}/${name}`);
  if (inFolder) return inFolder;
  if (/\.(?:ppk|p12|pfx|jks|keystore|kdbx|bks|agekey)$/.test(name))
    return CERTIFICATE.test(name) ? undefined : MAYBE_KEY;
  if (/\.tfstate(?:\.backup)?$|\.tfvars$/.test(name) || LOGIN_IN_JSON.test(name)) return LOGIN;
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)\b|^[\w-]+[-_.](?:rsa|dsa|ed25519|ecdsa)$/.test(name)) return KEY;
  if (/\.(?:key|pem)[*?]*$/.test(name)) return keyFile(name);
  return undefined;
}

function keyFile(name: string): SecretFile | undefined {
  const [stem = ''] = name.split(/\.(?:key|pem)[*?]*$/);
  if (PUBLIC_KEY.test(stem)) return undefined;
  if (name.includes('.pem') && CERTIFICATE.test(stem) && !KEY_IN_NAME.test(stem)) return undefined;
  return KEY_IN_NAME.test(stem) ? KEY : MAYBE_KEY;
}

/** `.ssh/config`, `.ssh/known_hosts` and the like are none. */
const HARMLESS_IN_FOLDER =
  /^(?:config|known_hosts|authorized_keys.*|gpg\.conf|gpg-agent\.conf|dirmngr\.conf|.*\.(?:pub|crt|cer|csr|[jt]sx?|py|go|rb|java|php|rs|sh|md|html|conf))$/;

function byFolder(parts: readonly string[]): SecretFile | undefined {
  const last = parts.length - 1;
  const whole = BY_FOLDER.get(parts[last] ?? '');
  if (whole) return whole;
  const inside = BY_FOLDER.get(parts[last - 1] ?? '');
  return inside && !HARMLESS_IN_FOLDER.test(parts[last] ?? '') && !EXAMPLE.test(parts[last] ?? '') ? inside : undefined;
}
