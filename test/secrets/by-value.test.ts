// Secrets by their value: what is found and where, what is a placeholder, what is none, and that it takes linear time.
// Values are put together here, so that no scanner takes this file for a leak.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSecrets } from '../../server/src/secrets/by-value';
import { patterns } from '../../server/src/secrets/patterns';
import { entropyOf, looksRandom } from '../../server/src/secrets/random';

const LETTERS = 'q7Xw2Rt9Lp4Vz8Kd3Hn6Bf5Mc1Js0GyTeUaQoWiPxSvDrFgZhCjYkNb';
const some = (length: number): string => LETTERS.repeat(Math.ceil(length / LETTERS.length)).slice(0, length);
const lower = (length: number): string => some(length).toLowerCase();
const digits = (length: number): string => '7204918365'.repeat(Math.ceil(length / 10)).slice(0, length);
const hex = (length: number): string => '9f3c07ab5e81d246'.repeat(Math.ceil(length / 16)).slice(0, length);
const upper = (length: number): string => 'Q7XW2RT4LPVZKDHN3BF5MCJS6GY'.repeat(2).slice(0, length);
const ENCODED = 'MIIEpAIBAAKCAQEA7bq1';
const pem = (kind: string): string => `-----BEGIN ${kind}-----\n${ENCODED}\n-----END ${kind}-----`;

/** A text with the secret between ⟦ and ⟧, and its kind. */
const FOUND: readonly (readonly [kind: string, text: string])[] = [
  ['github-pat', `git clone https://⟦ghp_${some(36)}⟧@github.com/acme/app`],
  ['github-pat', `# token: ⟦ghp_${some(36)}⟧`],
  ['github-fine-grained-pat', `x=⟦github_pat_${some(82)}⟧;`],
  ['github-oauth', `"⟦gho_${some(36)}⟧"`],
  ['github-app-token', `'⟦ghs_${some(36)}⟧'`],
  ['gitlab-pat', `PRIVATE-TOKEN: ⟦glpat-${some(20)}⟧`],
  ['gitlab-ptt', `⟦glptt-${hex(40)}⟧`],
  ['aws-access-token', `export ID=⟦AKIA${upper(16)}⟧`],
  ['aws-access-token', `aws configure set aws_access_key_id ⟦ASIA${upper(16)}⟧`],
  ['npm-access-token', `//packages.example.com/:_authToken=⟦npm_${some(36)}⟧`],
  ['pypi-upload-token', `twine upload -p ⟦pypi-${'AgEIcHlwaS5vcmc'}${some(60)}⟧ dist/x`],
  ['slack-bot-token', `⟦xoxb-${digits(12)}-${digits(12)}-${some(24)}⟧`],
  ['slack-webhook-url', `curl -d x ⟦https://hooks.slack.com/services/${some(44)}⟧`],
  ['stripe-access-token', `LABEL a="⟦sk_${'live'}_${some(24)}⟧"`],
  ['gcp-api-key', `key=⟦AIza${some(35)}⟧`],
  ['sendgrid-api-token', `⟦SG.${some(66)}⟧`],
  ['twilio-api-key', `sid ⟦SK${hex(32)}⟧`],
  ['digitalocean-pat', `doctl auth init -t ⟦dop_v1_${hex(64)}⟧`],
  [
    'huggingface-access-token',
    `huggingface-cli login --token ⟦hf_${'aQwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUiO'.slice(0, 34)}⟧`,
  ],
  ['openai-api-key', `⟦sk-${some(20)}T3BlbkFJ${some(20)}⟧`],
  ['anthropic-api-key', `⟦sk-ant-api03-${some(93)}AA⟧`],
  ['vault-service-token', `vault login ⟦hvs.${some(95)}⟧`],
  ['databricks-api-token', `⟦dapi${hex(32)}⟧`],
  ['pulumi-api-token', `⟦pul-${hex(40)}⟧`],
  ['rubygems-api-token', `gem push -k ⟦rubygems_${hex(48)}⟧`],
  ['azure-ad-client-secret', `--client "⟦${some(3)}7Q~${some(33)}⟧"`],
  ['hashicorp-tf-api-token', `⟦${some(14)}.atlasv1.${some(64)}⟧`],
  ['doppler-api-token', `⟦dp.pt.${some(43)}⟧`],
  ['postman-api-token', `⟦PMAK-${hex(24)}-${hex(34)}⟧`],
  ['jwt', `⟦eyJ${some(20)}.eyJ${some(30)}.${some(43)}⟧`],
  ['heroku-api-key', `export HEROKU_API_KEY=⟦${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}⟧`],
  ['datadog-access-token', `RUN DATADOG_API_KEY="⟦${hex(40)}⟧" ./install`],
  ['codecov-access-token', `codecov_token: ⟦${lower(32)}⟧`],
  ['telegram-bot-api-token', `TELEGRAM_TOKEN=⟦${digits(10)}:A${some(34)}⟧`],
  ['private-key', `echo "⟦${pem('RSA PRIVATE KEY')}⟧" > key`],
  ['private-key', `⟦${pem('OPENSSH PRIVATE KEY')}⟧`],
  ['private-key', `⟦${pem('PGP PRIVATE KEY BLOCK')}⟧`],
  ['private-key', 'printf "⟦-----BEGIN EC PRIVATE KEY-----⟧"'],
  ['private-key', `a\\n⟦-----BEGIN PRIVATE KEY-----\\n${ENCODED}\\n-----END PRIVATE KEY-----⟧\\n`],
  ['url-credentials', 'wget https://deploy:⟦9fK2vQ7xLm⟧@packages.example.com/a'],
  ['url-credentials', 'postgres://app:⟦n4Vq-8s⟧@db:5432/app'],
  ['url-credentials', `git clone https://⟦${some(30)}⟧@git.example.com/a`],
  ['authorization', `curl -H "Authorization: Bearer ⟦${some(30)}⟧" https://a`],
  ['authorization', `curl -H 'Authorization: Basic ⟦ZGVwbG95OjlmSzJ2UTc=⟧' https://a`],
  ['curl-user', 'curl -fsSL -u deploy:⟦9fK2vQ7xLm⟧ https://a'],
  ['curl-user', 'curl --user "deploy:⟦hushhush⟧" https://a'],
  ['account-password', "echo 'root:⟦toor⟧' | chpasswd"],
  ['account-password', 'echo "app:⟦s3cret!⟧" |sudo chpasswd && x'],
  ['account-password', 'printf "root:⟦toor⟧\\n" | /usr/sbin/chpasswd -c SHA512'],
  ['account-password', 'echo -n root:⟦changeme⟧ | chpasswd'],
  ['account-password', 'chpasswd <<< "root:⟦toor⟧"'],
  ['account-password', 'echo ⟦toor⟧ | passwd --stdin root'],
  ['named-value', `export DB_PASSWORD=⟦k9#mQ2vL7x⟧`],
  ['named-value', `--password=⟦k9_mQ2vL7x⟧ --verbose`],
  ['named-value', `login --token ⟦${some(24)}⟧ host`],
  ['named-value', `{"clientSecret": "⟦${some(24)}⟧"}`],
  ['named-value', `{\\"apiKey\\": \\"⟦${some(24)}⟧\\"}`],
  ['named-value', `echo 'secret_key_base: ⟦${hex(64)}⟧' > secrets.yml`],
  ['named-value', `aws_secret_access_key = ⟦${some(40)}⟧`],
  ['named-value', `?access_token=⟦${some(24)}⟧&x=1`],
];

const PLACEHOLDERS: readonly string[] = [
  `ghp_${'x'.repeat(36)}`,
  'https://user:password@example.com/a',
  'postgres://postgres:postgres@db/app',
  'https://deploy:changeme@example.com/a',
  'https://deploy:<token>@example.com/a'.replace(/[<>]/g, '*'),
  'curl -u admin:admin https://a',
  'export API_TOKEN=your-token-1234abcd',
  'Authorization: Bearer YOUR-TOKEN-1234abcd',
];

const SILENT: readonly string[] = [
  'echo "root:$PASSWORD" | chpasswd',
  'echo "root:$(cat /run/secrets/p)" | chpasswd',
  'cat /run/secrets/accounts | chpasswd',
  'echo root: | chpasswd',
  "echo 'root:$6$salt$hash' | chpasswd -e",
  'echo a:b; x | chpasswd',
  'grep root:x /etc/passwd',
  'AKIAIOSFODNN7EXAMPLE',
  'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  `FROM node@sha256:${hex(64)}`,
  `echo "${hex(64)}  app.tgz" | sha256sum -c`,
  `DATADOG_SHA256=${hex(64)}`,
  `SENTRY_CLI_SHA256="${hex(64)}"`,
  `git checkout ${hex(40)}`,
  `gpg --recv-keys ${hex(40).toUpperCase()}`,
  `GPG_KEY=${hex(40).toUpperCase()}`,
  `PASSWORD_SHA2=${hex(64)}`,
  `HEROKU_APP_VERSION=${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
  `ID=${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
  pem('CERTIFICATE'),
  pem('PUBLIC KEY'),
  pem('PGP PUBLIC KEY BLOCK'),
  `LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t${some(80)}`,
  'echo "-----BEGIN RSA PRIVATE KEY-----\\n${KEY}\\n-----END RSA PRIVATE KEY-----"',
  'printf -- "-----BEGIN PRIVATE KEY-----\\n%s"',
  'https://user:${TOKEN}@github.com/a',
  'https://${USER}:$TOKEN@github.com/a',
  'https://x-access-token:$(cat /run/secrets/t)@github.com/a',
  'https://git@github.com/a',
  'ssh://git@github.com:22/a',
  'https://example.com:8080/a@b',
  'docker://a:b',
  'curl -H "Authorization: Bearer ${TOKEN}" https://a',
  'curl -u "$USER:$PASSWORD" https://a',
  'curl -u deploy https://a',
  'export DB_PASSWORD=$DB_PASSWORD_DEFAULT1',
  'export DB_PASSWORD=$(openssl rand -hex 16)',
  'password: ${DB_PASSWORD:?is not set1}',
  'TOKEN_VERSION=12.34.56-beta1',
  '--mount=type=secret,id=npm_token1,target=/home/app/.npmrc',
  'mount --secret id=token12345 a',
  'SECRET_FILE=/run/secrets/token1',
  'ssh-keygen -y -P "" -f key',
  'token = os.environ["TOKEN1"]',
  'PublicKeyToken=31bf3856ad364e35',
  `sk_${'live'}_short`,
  'ghp_short',
  'npm_config_cache=/tmp/npm_cache_of_the_build_machine_0001',
  'password=password_of_the_database',
  '',
];

describe('a secret', () => {
  for (const [kind, marked] of FOUND) {
    test(`is found: ${kind} in ${marked.slice(0, 40)}`, () => {
      const text = marked.replace(/[⟦⟧]/g, '');
      const start = marked.indexOf('⟦');
      const end = marked.indexOf('⟧') - 1;
      const found = findSecrets(text).map((secret) => [secret.kind, secret.start, secret.end, secret.isPlaceholder]);
      assert.deepEqual(found, [[kind, start, end, false]]);
    });
  }
  for (const text of PLACEHOLDERS) {
    test(`is a placeholder: ${text.slice(0, 50)}`, () => {
      assert.deepEqual(
        findSecrets(text).map(({ isPlaceholder }) => isPlaceholder),
        [true],
      );
    });
  }
  for (const text of SILENT) {
    test(`is none: ${text.slice(0, 60)}`, () => assert.deepEqual(findSecrets(text), []));
  }
});

test('a private key is never a placeholder', () => {
  const [key] = findSecrets('-----BEGIN PRIVATE KEY-----\nchangeme\n-----END PRIVATE KEY-----');
  assert.equal(key?.isPlaceholder, false);
});

test('a secret is found beyond the first window, and whole where a window ends', () => {
  const token = `ghp_${some(36)}`;
  for (const before of [0, 1000, 4090, 4200, 9000, 100_000]) {
    const text = `${'a '.repeat(before / 2)}ghp_ ${token}`;
    const [found, ...more] = findSecrets(text);
    assert.equal(text.slice(found?.start, found?.end), token);
    assert.equal(more.length, 0);
  }
  const long = `eyJ${some(300)}.eyJ${some(3000)}.${some(43)}`;
  const [found] = findSecrets(`x ${long} y`);
  assert.deepEqual([found?.start, found?.end], [2, 2 + long.length]);
});

test('entropy', () => {
  assert.equal(entropyOf('aaaa'), 0);
  assert.equal(entropyOf('abcd'), 2);
  for (const value of ['k9_mQ2vL7x', hex(32), some(20), 'P@ssw0rd']) assert.ok(looksRandom(value), value);
  for (const value of ['my-secret-name', 'org.acme.app', '12345678', 'short1', 'two words 1A', `sha256:${hex(64)}`]) {
    assert.ok(!looksRandom(value), value);
  }
});

test('the work grows with the text, not with its square', () => {
  const everyKeyword = patterns.flatMap(({ keywords }) => keywords).join('=');
  const hostile = [
    everyKeyword,
    'password',
    'key=key',
    'token=aaaaaaa1',
    '://a:b',
    '://',
    'curl -u ',
    'curl a ',
    'authorization: bearer ',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    'eyjeyJaaaaaaaaaaaaaaaaaaaaa.',
    `eyJ${'a'.repeat(50)}`,
    'xapp-1-A',
    'yandex_key=t1.a',
    `ghp_${'a'.repeat(36)}`,
    'heroku'.repeat(3),
    'glffct-',
    'xoxs-1-',
  ];
  for (const piece of hostile) {
    const [small, large] = [20_000, 320_000].map((size) => fastest(piece.repeat(Math.ceil(size / piece.length))));
    assert.ok((large ?? 0) < 16 * 3 * (small ?? 0) + 100, `${piece.slice(0, 30)}: ${small} ms, then ${large} ms`);
  }
});

function fastest(text: string): number {
  const times = [0, 1].map(() => {
    const start = performance.now();
    findSecrets(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}
