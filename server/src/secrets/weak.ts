// What a value is worth that stands where a secret belongs: a secret, one that everyone tries first, or a blank to be filled in.
import { canBeSecretValue, isPlaceholder, isSecretName, wordsOfName } from './by-name';
import { isDocumentedExample, looksRandom, standsForSecret } from './random';

/** weak: everyone tries it first. hash: made of the secret, to be broken by trying. */
export type Worth = 'secret' | 'weak' | 'placeholder' | 'hash';

const COMMON =
  /^(?:admin|administrator|root|toor|test|user|guest|demo|default|pass|passw(?:or)?d|passw0rd|secret|qwerty|letmein|welcome|changeme|changeit|change.?me|change.?it|foobared|abc|docker|hunter|my.?(?:secret.?)?(?:password|pw|pass))?[\W_]?\d{0,8}[!@#]?$/i;
/** Programs whose name is their first password. */
const PROGRAMS = new Set(
  'elastic grafana guest keycloak minioadmin mongo mysql neo4j nextcloud odoo oracle postgres postgresql rabbitmq redis sa sonar wordpress zabbix'.split(
    ' ',
  ),
);
const HASH = /^(?:\$(?:2[abxy]?|5|6|apr1|argon2\w*|scrypt)\$|\{(?:S?SHA|CRYPT)\})/;
/** What a template fills in before Compose reads the file, or a program behind it: nothing that is written there. */
const FILLED_IN = /^(?:\{\{.*\}\}|<%.*%>|%\w+%|__\w+__|\$\(.*|\$\{?\w+\}?)$/;
/** Ways to prove who one is, which variables that end in AUTH may hold. */
const WAYS = /^[\w-]{1,32}$/;
const QUANTITY = /^\d+(?:\.\d+)?\s*(?:[a-z]{1,7})?$/i;
/** A last word that says which one keeps the secret, or how: the name alone does not. */
const KEEPERS = new Set(['backend', 'backends', 'driver', 'engine', 'method', 'methods']);
const COUNTS =
  /age|count|days?|duration|expir|hours?|interval|length|lifetime|limit|max|min|retr|rounds|seconds|size|timeout|ttl/;

/** Of a value under a name; undefined where the name says nothing of a secret, or the value can be none. */
export function worthOf(name: string, value: string): Worth | undefined {
  const trimmed = value.trim();
  if (!isSecretName(name) || !canBeSecretValue(trimmed) || FILLED_IN.test(trimmed)) return undefined;
  const words = wordsOfName(name);
  const last = words.at(-1) ?? '';
  if (KEEPERS.has(last)) return undefined;
  if (last === 'auth' && WAYS.test(trimmed) && !looksRandom(trimmed)) return undefined;
  if (QUANTITY.test(trimmed) && words.some((word) => COUNTS.test(word))) return undefined;
  if (HASH.test(trimmed)) return 'hash';
  if (isWeak(words, trimmed)) return 'weak';
  return isPlaceholder(trimmed) || isDocumentedExample(trimmed) || standsForSecret(trimmed) ? 'placeholder' : 'secret';
}

function isWeak(words: readonly string[], value: string): boolean {
  const lower = value.toLowerCase();
  return COMMON.test(value) || PROGRAMS.has(lower) || words.includes(lower) || new Set(lower).size === 1;
}
