// The patterns of secrets: gitleaks' rules as JavaScript that runs linearly, and a page on those that are left out.
import { readFileSync } from 'node:fs';
import { jsRegex } from './generate/go-regex';
import { type Output, table } from './generate/output';
import { rulesInToml, type TomlRule } from './generate/toml-rules';

const SOURCE = 'server/data/gitleaks.toml';

const IDENTIFIER = 'an identifier or a public key: it opens nothing by itself';
const NAMED = 'a value with the name of a secret is found by `namedValues`, whoever it belongs to';
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ...[
    'adobe-client-id',
    'asana-client-id',
    'bitbucket-client-id',
    'discord-client-id',
    'flutterwave-public-key',
    'linkedin-client-id',
    'lob-pub-api-key',
    'looker-client-id',
    'mailgun-pub-key',
    'mapbox-api-token',
    'messagebird-client-id',
    'new-relic-browser-api-token',
    'new-relic-user-api-id',
    'plaid-client-id',
    'sendbird-access-id',
    'sumologic-access-id',
  ].map((id) => [id, IDENTIFIER] as const),
  ['generic-api-key', NAMED],
  ['hashicorp-tf-password', NAMED],
  ['curl-auth-header', 'nested quantifiers over lines; an `Authorization` header is found by `authorizations`'],
  ['curl-auth-user', 'nested quantifiers over lines; `curl -u` is found by `curlUsers`'],
  ['kubernetes-secret-yaml', 'a lazy quantifier over lines on both sides of an alternative: quadratic'],
  ['pkcs12-file', 'a pattern of file names, not of text'],
  ['private-key', 'found by `privateKeys`, a header alone included'],
  ['sidekiq-sensitive-url', 'found by `urlCredentials`'],
]);
/** Rewritten by hand: alternatives that would match any hash, or that need more than one form. */
const REWRITTEN: Readonly<Record<string, Partial<TomlRule>>> = {
  'atlassian-api-token': { regex: String.raw`\b(ATATT3[A-Za-z0-9_\-=]{186})`, keywords: ['atatt3'] },
  'azure-ad-client-secret': { keywords: [...'0123456789'].map((digit) => `${digit}q~`) },
  'facebook-access-token': { regex: String.raw`(?i)\b(\d{15,16}[|%][0-9a-z\-_]{27,40})` },
  'jwt-base64': { regex: String.raw`\b(ZXlK[a-zA-Z0-9/_+-]{60,}={0,2})` },
  jwt: { keywords: ['eyj'] },
  'nuget-config-password': { regex: String.raw`(?i)<add key="(?:ClearText)?Password"\s{0,9}value="([^"]{8,200})"` },
  'sonar-api-token': { regex: String.raw`\b(sq[upa]_[a-f0-9]{40})`, keywords: ['squ_', 'sqp_', 'sqa_'] },
  'sourcegraph-access-token': {
    regex: String.raw`\b(sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40})`,
    keywords: ['sgp_'],
  },
  'twilio-api-key': {
    regex: String.raw`\b(SK[0-9a-f]{32})\b`,
    keywords: [...'0123456789abcdef'].map((digit) => `sk${digit}`),
  },
  'vault-service-token': { regex: String.raw`\b(hvs\.[\w-]{90,120})`, keywords: ['hvs.'] },
};

const ASSIGNMENT =
  /^(?:\(\?i\))?\[\\w\.-\]\{0,50\}\?(?:\(\?i:\[\\w\.-\]\{0,50\}\?)?\(\?:(.*)\)\(\?:\[ \\t\\w\.-\]\{0,20\}\)\[\\s'"\]\{0,3\}\)?\(\?:=\|>[^)]*\)\[\\x60'"\\s=\]\{0,5\}\((.*)\)\(\?:\[\\x60'"\\s;\]\|\\\\\[nr\]\|\$\)$/;
const END = String.raw`(?:[\x60'"\s;]|\\[nr]|$)`;

interface Pattern {
  readonly id: string;
  readonly name: string;
  readonly keywords: readonly string[];
  /** What the variable is called, for a value that is a secret only as the value of such a variable. */
  readonly owner?: string;
  readonly source: string;
  readonly flags?: string;
  readonly entropy?: number;
  readonly allow?: readonly string[];
}

function patternOf(rule: TomlRule): Pattern {
  const { id, regex = '', keywords, entropy, allow } = { ...rule, ...REWRITTEN[rule.id] };
  const own = { id, name: nameOf(rule), keywords: keywords.map((word) => word.toLowerCase()) };
  const rest = { entropy, allow: literals(allow) };
  const [, owner, value] = ASSIGNMENT.exec(regex) ?? [];
  if (owner !== undefined && value !== undefined) {
    return {
      ...own,
      owner: jsRegex(owner.replaceAll('?-i:', '?:')).source,
      source: jsRegex(value.replaceAll('(?i)', '').replaceAll('?-i:', '?:')).source,
      ...rest,
    };
  }
  const { source, flags } = jsRegex(regex.endsWith(END) ? regex.slice(0, -END.length) : regex);
  return { ...own, source, flags: flags || undefined, ...rest };
}

/** The examples of documentation that are written out in an allowlist. */
function literals(allow: readonly string[]): string[] | undefined {
  const values = allow.filter((pattern) => /^[\w-]{20,}$/.test(pattern));
  return values.length > 0 ? values : undefined;
}

/** `Uncovered a possible 1Password secret key, potentially …` is about a `1Password secret key`. */
function nameOf({ id, description }: TomlRule): string {
  const [, name] =
    /^(?:\w+ ){1,6}?(?:an?|potential) (?:possible |potential )?(.*?)(?:,|\.? which|\.?$)/.exec(description) ?? [];
  const known = NAMES[id] ?? name ?? description.split(/[,.]/)[0] ?? id;
  return known
    .replace(/ \(.*\)/, '')
    .replace('AccessToken', 'access token')
    .replace(/ used by.*/, '');
}

const NAMES: Readonly<Record<string, string>> = {
  'aws-access-token': 'AWS access key',
  'aws-amazon-bedrock-api-key-long-lived': 'Amazon Bedrock API key',
  'aws-amazon-bedrock-api-key-short-lived': 'Amazon Bedrock API key',
  'adobe-client-secret': 'Adobe client secret',
  'cisco-meraki-api-key': 'Cisco Meraki API key',
  'clickhouse-cloud-api-secret-key': 'ClickHouse Cloud API key',
  'codecov-access-token': 'Codecov access token',
  'gitlab-cicd-job-token': 'GitLab job token',
  'nuget-config-password': 'NuGet password',
  'sourcegraph-access-token': 'Sourcegraph access token',
};

export function secretPatterns(): readonly Output[] {
  const rules = rulesInToml(readFileSync(SOURCE, 'utf8'));
  const kept = rules.filter(({ id }) => !LEFT_OUT.has(id));
  const patterns = kept.map(patternOf).map((pattern) => JSON.stringify(pattern));
  const left = rules.filter(({ id }) => LEFT_OUT.has(id)).map(({ id }) => [`\`${id}\``, LEFT_OUT.get(id) ?? '']);
  const rewritten = rules.filter(({ id }) => REWRITTEN[id]).map(({ id }) => `\`${id}\``);
  return [
    { path: 'server/src/secrets/patterns.generated.json', text: `[\n${patterns.join(',\n')}\n]\n` },
    {
      path: 'server/data/gitleaks.md',
      text: `# What became of gitleaks' rules\n\n${rules.length} rules, ${kept.length} of them in use. Rewritten by hand: ${rewritten.join(', ')}.\n\nLeft out:\n\n${table(['Rule', 'Why'], left)}\n`,
    },
  ];
}
