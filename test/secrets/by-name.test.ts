// Secrets by the words of a name, and the values that can be none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canBeSecretValue, isPlaceholder, isSecretName, wordsOfName } from '../../server/src/secrets/by-name';

const SECRETS = [
  'AWS_ACCESS_KEY_ID',
  'PASSWORD',
  'password',
  'DB_PASSWORD',
  'dbPassword',
  'db-password',
  'DB.PASSWORD',
  'POSTGRES_PASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'REDIS_PASS',
  'SMTP_PASSWD',
  'PGPASSWORD_PROD_PASSWORD',
  'PASSPHRASE',
  'KEY_PASSPHRASE',
  'TOKEN',
  'NPM_TOKEN',
  'GITHUB_TOKEN',
  'VAULT_TOKEN',
  'SLACK_BOT_TOKEN',
  'TELEGRAM_TOKEN',
  'authToken',
  'AUTH_TOKEN',
  'ACCESS_TOKEN',
  'REFRESH_TOKENS',
  'SECRET',
  'APP_SECRET',
  'CLIENT_SECRET',
  'JWT_SECRET',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ACCESS_KEY',
  'SECRET_KEY',
  'SECRET_KEY_BASE',
  'DJANGO_SECRET_KEY',
  'API_KEY',
  'apiKey',
  'APIKEY',
  'STRIPE_API_KEY',
  'OPENAI_API_KEY',
  'PRIVATE_KEY',
  'SSH_PRIVATE_KEY',
  'ENCRYPTION_KEY',
  'MASTER_KEY',
  'SESSION_KEY',
  'SIGNING_KEY',
  'STORAGE_ACCOUNT_KEY',
  'AZURE_CLIENT_SECRET',
  'CREDENTIALS',
  'DB_CREDENTIAL',
  'MONGO_PWD',
  'HTTP_AUTH',
  'AUTH',
  'PGPASSWORD',
  'SSHPASS',
  'ROOT_PW',
  'GITHUB_PAT',
  'AZURE_DEVOPS_EXT_PAT',
  'DOCKER_AUTH_CONFIG',
];
const HARMLESS = [
  'ENABLE_AUTH',
  'NO_AUTH',
  'USE_TOKEN',
  'MAX_TOKENS',
  'MAX_NEW_TOKENS',
  'URL_PAT',
  'PAT',
  'ARTIFACTORY_USR',
  '',
  '_',
  '1',
  'PATH',
  'HOME',
  'PWD',
  'OLDPWD',
  'NODE_ENV',
  'VERSION',
  'PASSWORD_FILE',
  'POSTGRES_PASSWORD_FILE',
  'SECRETS_PATH',
  'SECRET_NAME',
  'TOKEN_URL',
  'OAUTH_TOKEN_ENDPOINT',
  'TOKEN_TTL',
  'TOKEN_EXPIRY',
  'PASSWORD_MIN_LENGTH',
  'PASSWORD_POLICY',
  'SECRET_ID',
  'KEY',
  'SORT_KEY',
  'PRIMARY_KEY',
  'KEY_ALIAS',
  'KEYBOARD',
  'MONKEY',
  'KEYSTORE',
  'KEYTIMEOUT',
  'PUBLIC_KEY',
  'SSH_PUBLIC_KEY',
  'GPG_KEY',
  'GPG_KEYS',
  'PGP_KEY',
  'GOPRIVATE',
  'SSH_AUTH_SOCK',
  'TOKENIZERS_PARALLELISM',
  'TOKENIZER',
  'COMPASS',
  'PASSENGER_APP_ENV',
  'BYPASS',
  'BYPASS_CACHE',
  'AUTHOR',
  'AUTHORS',
  'AUTH_TYPE',
  'AUTH_ENABLED',
  'SECRETARY',
  'DUMMY_PASSWORD',
  'EXAMPLE_TOKEN',
  'TOKEN_ISSUER',
  'SECRET_SERVICE_PORT',
  'PASSWORD_REQUIRED',
];

describe('a secret by its name', () => {
  for (const name of SECRETS) test(name, () => assert.equal(isSecretName(name), true));
});

describe('no secret by its name', () => {
  for (const name of HARMLESS) test(name || 'no name', () => assert.equal(isSecretName(name), false));
});

test('the tables are long enough to mean something', () => {
  assert.ok(SECRETS.length + HARMLESS.length >= 100);
  assert.equal(new Set([...SECRETS, ...HARMLESS]).size, SECRETS.length + HARMLESS.length);
});

test('the words of a name', () => {
  assert.deepEqual(wordsOfName('DB_PASSWORD'), ['db', 'password']);
  assert.deepEqual(wordsOfName('dbPassword2Old'), ['db', 'password2', 'old']);
  assert.deepEqual(wordsOfName('--a..b__C9'), ['a', 'b', 'c9']);
  assert.deepEqual(wordsOfName('größe'), ['gr', 'e']);
  assert.deepEqual(wordsOfName(''), []);
});

describe('a value', () => {
  const can = [
    'hunter2',
    'a/b',
    'x y',
    'abc.def',
    '==',
    'postgres://user:pass@host/db',
    'sk_live_abc',
    '$2b$10$abc',
    '-',
    'https://token@host/x',
    '12345',
  ];
  const cannot = [
    'This is not an API Key',
    'not a real token',
    '',
    'true',
    'FALSE',
    'yes',
    'no',
    'on',
    'off',
    'none',
    'null',
    '0',
    '1',
    '/run/secrets/x',
    './x',
    '../x/y',
    '~/x',
    '/',
    'C:\\x',
    'key.pem',
    'certs/app.key',
    'config.yaml',
    'https://host/path',
    'http://host',
    'redis://cache:6379/0',
  ];
  for (const value of can) test(`'${value}' can be a secret`, () => assert.equal(canBeSecretValue(value), true));
  for (const value of cannot) test(`'${value}' can be none`, () => assert.equal(canBeSecretValue(value), false));
});

test('placeholders', () => {
  const placeholders = [
    '<token>',
    '[token]',
    '{{ token }}',
    'xxx',
    'XXXXXX',
    '***',
    '...',
    'changeme',
    'change-me',
    'your_token_here',
    'YOUR TOKEN',
    'todo',
    'example',
    'redacted',
    'replace_with_yours',
    'my-secret',
  ];
  for (const value of placeholders) assert.equal(isPlaceholder(value), true, value);
  for (const value of ['hunter2', 'xx', 'mystery', 'secret1x', 'settle', 'a<b>'])
    assert.equal(isPlaceholder(value), false, value);
});

test('no name or value takes long', () => {
  for (const piece of ['a', 'aB', '_', 'A_', '/a', 'a.', '://', 'http://', '<', '{{', 'my', 'change ', '~', 'é']) {
    const text = piece.repeat(30_000);
    for (const value of [text, `${text}!`, `http://${text}`, `/${text}\n`]) {
      isSecretName(value);
      canBeSecretValue(value);
      isPlaceholder(value);
    }
  }
});
