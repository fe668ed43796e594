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
