// Tables that ship, made from the sources in server/data: what is known of images, and their newest releases.
import { readFileSync } from 'node:fs';

interface ImageRow {
  readonly name: string;
  readonly tags: string;
  readonly user: string | null;
  readonly unprivilegedUser: string | null;
  readonly distribution: string | null;
  readonly shell: string | null;
  readonly dropsRoot: boolean | null;
}

interface Cycle {
  readonly cycle: string;
  readonly eol: string | boolean;
  readonly lts: boolean;
  readonly codename?: string;
}

/** Images whose tags are the cycles of a product of endoflife.date. */
const PRODUCT_OF_IMAGE: Readonly<Record<string, string>> = {
  almalinux: 'almalinux',
  alpine: 'alpine-linux',
  amazoncorretto: 'amazon-corretto',
  amazonlinux: 'amazon-linux',
  composer: 'composer',
  debian: 'debian',
  'eclipse-temurin': 'eclipse-temurin',
  elixir: 'elixir',
  erlang: 'erlang',
  fedora: 'fedora',
  golang: 'go',
  gradle: 'gradle',
  haproxy: 'haproxy',
  httpd: 'apache-http-server',
  julia: 'julia',
  mariadb: 'mariadb',
  memcached: 'memcached',
  mysql: 'mysql',
  nginx: 'nginx',
  node: 'nodejs',
  perl: 'perl',
  php: 'php',
  postgres: 'postgresql',
  python: 'python',
  rabbitmq: 'rabbitmq',
  redis: 'redis',
  ruby: 'ruby',
  rust: 'rust',
  traefik: 'traefik',
  ubuntu: 'ubuntu',
  valkey: 'valkey',
};

/** Images whose `latest` is the newest release with long-term support. */
const LONG_TERM: ReadonlySet<string> = new Set(['amazoncorretto', 'eclipse-temurin', 'node', 'ubuntu']);

const readData = (name: string): string => readFileSync(`server/data/${name}`, 'utf8');

/** Entries by image name, in the order in which their tag globs are tried; what is not known is left out. */
export function baseImages(): string {
  const source: { date: string; images: ImageRow[] } = JSON.parse(readData('base-images.json'));
  const images: Record<string, unknown[]> = {};
  for (const { name, tags, user, unprivilegedUser, distribution, shell, dropsRoot } of source.images) {
    const row = { tags, user, unprivilegedUser, distribution, shell, dropsRoot };
    const known = Object.entries(row).filter(([, value]) => value !== null && value !== false && value !== '');
    images[name] = [...(images[name] ?? []), Object.fromEntries(known)];
  }
  return `${JSON.stringify({ date: source.date, images })}\n`;
}

/** The newest supported release by image: what `latest` is. */
export function releases(): string {
  const source: { date: string; products: Record<string, { cycles: Cycle[] }> } = JSON.parse(
    readData('endoflife.json'),
  );
  const tags: Record<string, string> = {};
  for (const [image, product] of Object.entries(PRODUCT_OF_IMAGE)) {
    const cycles = source.products[product]?.cycles ?? [];
    const supported = cycles.filter(({ eol }) => eol === false || (typeof eol === 'string' && eol > source.date));
    const newest = supported.find(({ lts }) => lts || !LONG_TERM.has(image));
    if (newest && /^[\w.]+$/.test(newest.cycle)) tags[image] = newest.cycle;
  }
  return `${JSON.stringify({ date: source.date, tags })}\n`;
}

/** More images whose tags begin with the cycle of a product. Not those where every release ends with the next one: rust. */
const MORE_IMAGES: Readonly<Record<string, string>> = {
  'apache/airflow': 'apache-airflow',
  'apache/kafka': 'apache-kafka',
  centos: 'centos',
  couchbase: 'couchbase-server',
  'docker.elastic.co/elasticsearch/elasticsearch': 'elasticsearch',
  'docker.elastic.co/kibana/kibana': 'kibana',
  'docker.elastic.co/logstash/logstash': 'logstash',
  drupal: 'drupal',
  elasticsearch: 'elasticsearch',
  'grafana/grafana': 'grafana',
  joomla: 'joomla',
  kibana: 'kibana',
  logstash: 'logstash',
  'mcr.microsoft.com/dotnet/aspnet': 'dotnet',
  'mcr.microsoft.com/dotnet/runtime': 'dotnet',
  'mcr.microsoft.com/dotnet/runtime-deps': 'dotnet',
  'mcr.microsoft.com/dotnet/sdk': 'dotnet',
  mongo: 'mongodb',
  nextcloud: 'nextcloud',
  'opensuse/leap': 'opensuse',
  oraclelinux: 'oracle-linux',
  'quay.io/keycloak/keycloak': 'keycloak',
  rockylinux: 'rocky-linux',
  'rockylinux/rockylinux': 'rocky-linux',
  tomcat: 'tomcat',
};
const ENDS_WITH_THE_NEXT: ReadonlySet<string> = new Set(['rust', 'traefik']);
/** Debian's own long-term support, which the images get too: debian.org/lts. The source knows the first three years only. */
const DEBIAN_LONG_TERM: Readonly<Record<string, string>> = {
  '7': '2018-05-31',
  '8': '2020-06-30',
  '9': '2022-06-30',
  '10': '2024-06-30',
  '11': '2026-08-31',
  '12': '2028-06-30',
  '13': '2030-06-30',
};
/** Names that tags of node take from its long-term releases. */
const NODE_NAMES: Readonly<Record<string, string>> = {
  '4': 'argon',
  '6': 'boron',
  '8': 'carbon',
  '10': 'dubnium',
  '12': 'erbium',
  '14': 'fermium',
  '16': 'gallium',
  '18': 'hydrogen',
  '20': 'iron',
  '22': 'jod',
  '24': 'krypton',
};

/**
 * Cycles by product, newest first, and products by image. A cycle is its name, its last day ('' while none is set, `ended`
 * for one that nobody knows), a code name, and `skip` for one that is nothing to change to.
 */
export function endOfLife(): string {
  const source: { date: string; products: Record<string, { cycles: Cycle[] }> } = JSON.parse(
    readData('endoflife.json'),
  );
  const images = { ...PRODUCT_OF_IMAGE, ...MORE_IMAGES };
  const kept = Object.entries(images).filter(([image]) => !ENDS_WITH_THE_NEXT.has(image));
  const products: Record<string, string[][]> = {};
  for (const [image, product] of kept) {
    products[product] = (source.products[product]?.cycles ?? []).map((cycle) => row(image, product, cycle));
  }
  return `${JSON.stringify({ date: source.date, images: Object.fromEntries(kept.sort()), products })}\n`;
}

function row(image: string, product: string, { cycle, eol, lts, codename = '' }: Cycle): string[] {
  const known = product === 'debian' ? (DEBIAN_LONG_TERM[cycle] ?? eol) : eol;
  const last = known === true ? 'ended' : known === false ? '' : known;
  const name = product === 'nodejs' ? (NODE_NAMES[cycle] ?? '') : (codename.toLowerCase().split(' ')[0] ?? '');
  const skip = LONG_TERM.has(image) && !lts ? 'skip' : '';
  const tagged = product === 'dotnet' && !cycle.includes('.') ? `${cycle}.0` : cycle;
  const cells = [tagged, last, name, skip];
  while (cells.at(-1) === '') cells.pop();
  return cells;
}

interface FileVariables {
  readonly image: string;
  readonly variables: readonly string[];
}

/** By image: variables that it also reads from the file that `NAME_FILE` names. */
export function fileVariables(): string {
  const rows: FileVariables[] = JSON.parse(readData('file-env.json'));
  return `${JSON.stringify(Object.fromEntries(rows.map(({ image, variables }) => [image, variables.join(' ')])))}\n`;
}

interface Needs {
  readonly image: string;
  readonly capAdd: readonly string[] | null;
  readonly readOnlyTmpfs: readonly string[];
}

/** By image: the capabilities that its start needs, where they are known, and the folders it writes to beside its data. */
export function imageNeeds(): string {
  const rows: Needs[] = JSON.parse(readData('image-capabilities.json'));
  const entries = rows.map(({ image, capAdd, readOnlyTmpfs }) => [
    image,
    { ...(capAdd ? { capabilities: capAdd } : {}), ...(readOnlyTmpfs.length > 0 ? { writes: readOnlyTmpfs } : {}) },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries))}\n`;
}
