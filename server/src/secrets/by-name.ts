// Secrets by the name of a variable: by its words, never by a piece of a word.
import { Memo, ownCopy } from '../text/memo';

/** Words that say secret by themselves, wherever they stand. */
const SECRET = new Set([
  'apikey',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'psw',
  'pword',
  'secret',
  'secrets',
  'token',
  'tokens',
  'accesskey',
  'authtoken',
  'dbpassword',
  'pgpassword',
  'privatekey',
  'secretkey',
  'sshpass',
  'userpassword',
]);
/** Words that say secret when another word stands before them: `DB_PASS` does, `PASS` alone may be anything. */
const SECRET_WITH_OWNER = new Set(['auth', 'pass', 'pw', 'pwd']);
/** What a KEY must belong to, to be one that has to be kept: `API_KEY` does, `SORT_KEY` does not. */
const KEY_OWNERS = new Set([
  'access',
  'account',
  'admin',
  'api',
  'app',
  'auth',
  'cipher',
  'client',
  'consumer',
  'cookie',
  'crypto',
  'decryption',
  'deploy',
  'encrypt',
  'encryption',
  'git',
  'github',
  'gitlab',
  'hmac',
  'jwt',
  'license',
  'master',
  'private',
  'secret',
  'service',
  'session',
  'shared',
  'signing',
  'ssh',
  'storage',
  'stripe',
]);
/** Whose PAT is a personal access token: `GITHUB_PAT` is one, `URL_PAT` a pattern. */
const PAT_OWNERS = new Set(['ado', 'azure', 'devops', 'gh', 'git', 'github', 'gitlab']);
/** A first word that makes a switch of the name: `ENABLE_AUTH`, `USE_TOKEN`. */
const SWITCHES = new Set([
  'allow',
  'disable',
  'enable',
  'has',
  'is',
  'no',
  'require',
  'skip',
  'use',
  'with',
  'without',
]);
/** Words beside TOKENS that say they are counted, as language models do: `MAX_NEW_TOKENS`. */
const COUNTED = new Set(['completion', 'context', 'input', 'max', 'min', 'num', 'output', 'prompt', 'total']);
/** A last word that says the value is something about the secret, not the secret. */
const ABOUT = new Set(
  (
    'age algorithm alias allowed arn audience backend bits class column command complexity cost count days dir directory disabled ' +
    'enabled encoder endpoint env expiration expire expires expiry field file filename files filepath folder format generator hasher ' +
    'hashers header helper hint host hours id ids interval issuer iterations label length lifetime limit location manager max min minutes mode module mount name names ' +
    'namespace number param parameter path paths pattern policy port prefix prompt provider realm ref regex region required ' +
    'requirement requirements rotation rounds salt scope seconds server service size socket source status store strategy string suffix ' +
    'template timeout ttl type uri url urls user username validity version'
  ).split(' '),
);
/** Words that take the secrecy away wherever they stand. */
const HARMLESS = new Set(['public', 'pub', 'gpg', 'pgp', 'example', 'dummy']);
/** Whole names that are secrets, and others that only look so. */
const IS_SECRET = new Set(['COMPOSER_AUTH', 'DOCKER_AUTH_CONFIG']);
/** How Bundler is given the login of a host: its name with two underscores for each dot. */
const BUNDLER_LOGIN =
  /^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|PLUGINS?|DISABLE_LOCAL|IGNORE)_)[A-Z0-9_]+__(?:COM|IO|ORG|NET|DEV|CO|DE|APP|CLOUD)$/;
const NOT_SECRET = new Set([
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GOPRIVATE',
  'SSH_AUTH_SOCK',
  'OLDPWD',
  'PWD',
  'TOKENIZERS_PARALLELISM',
  'KEYTIMEOUT',
]);

/** The words of a name, in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are the same two. */
export function wordsOfName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const MEMORY = 50_000;
/** Files use the same names again and again. */
const answers = new Memo<boolean>(MEMORY);

/** Whether a variable of this name holds a secret, as far as a name can say. */
export function isSecretName(name: string): boolean {
  let answer = answers.get(name);
  if (answer === undefined) {
    answer = saysSecret(name);
    answers.set(ownCopy(name), answer);
  }
  return answer;
}

function saysSecret(name: string): boolean {
  const upper = name.toUpperCase();
  if (NOT_SECRET.has(upper)) return false;
  if (IS_SECRET.has(upper) || BUNDLER_LOGIN.test(upper)) return true;
  const words = wordsOfName(name);
  const last = words.at(-1);
  if (last === undefined || words.some((word) => HARMLESS.has(word))) return false;
  // An identifier, but one half of a pair: it stands where the other half stands.
  if (words.slice(-3).join(' ') === 'access key id') return true;
  if (ABOUT.has(last) || SWITCHES.has(words[0] ?? '')) return false;
  if (last === 'tokens' && words.some((word) => COUNTED.has(word))) return false;
  if (words.some((word) => SECRET.has(word))) return true;
  if (words.length > 1 && SECRET_WITH_OWNER.has(last)) return true;
  if (words.length === 1 && (last === 'auth' || last === 'pass')) return true;
  const owners = last === 'key' ? KEY_OWNERS : last === 'pat' ? PAT_OWNERS : undefined;
  return owners !== undefined && words.slice(0, -1).some((word) => owners.has(word));
}

const WORDS_FOR_NOTHING = new Set([
  '',
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'null',
  'none',
  'nil',
  'undefined',
  '0',
  '1',
]);
const URL_WITHOUT_CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*(?:\/[^@]*)?$/i;

const PATH = /^(?:~|\.{1,2})?\/[\w./-]*$|^[A-Za-z]:\\/;
const FILE_NAME = /^[\w./-]+\.(?:json|pem|key|crt|cer|p12|jks|txt|ya?ml|conf|cfg|ini|env|properties|toml)$/i;

/** Of a public key, as gpg writes it: forty digits, letters in upper case. */
const FINGERPRINT = /^(?:0x)?(?=.*[A-F])[0-9A-F]{40}(?:\s+(?:0x)?[0-9A-F]{40})*$/;

/** `This is not an API key`. */
const DENIES_IT = /\bnot an?(?:other)? (?:real )?(?:\w+ )?(?:key|token|password|secret)\b/i;

/** Whether a value can be a secret at all: not a switch, a path, an address or a fingerprint. Quotes are off. */
export function canBeSecretValue(value: string): boolean {
  if (WORDS_FOR_NOTHING.has(value.toLowerCase())) return false;
  if (PATH.test(value) || FILE_NAME.test(value) || FINGERPRINT.test(value)) return false;
  if (value.includes(' ') && DENIES_IT.test(value)) return false;
  return !URL_WITHOUT_CREDENTIALS.test(value);
}

const PLACEHOLDER =
  /^(?:<.*>|\[.*\]|\{\{.*\}\}|x{3,}|\*{3,}|\.{3,}|(?:replace|change|insert|enter|put|add|set|your|my|todo|fixme|tbd|dummy|example|placeholder|redacted)(?:$|[\s_-].*|me.*|your.*|with.*))$/i;

/** A value that stands for a secret which is to be filled in. */
export const isPlaceholder = (value: string): boolean =>
  PLACEHOLDER.test(value) || PLACEHOLDER.test(value.replace(/^\W+|\W+$/g, ''));
