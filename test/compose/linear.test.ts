// Four times the file may take four times as long, not sixteen: reading, the model and all rules, whatever a Compose file is made
// of. Counted in time of the processor.
import { describe } from 'node:test';
import { analyse } from '../support/analyse';
import { first, holds, lines, type Shapes } from '../support/linear';

const analyseCompose = (text: string): unknown => analyse(text, 'strict', 'file:///w/compose.yaml');

/** Services, each with a name and these keys. */
const services = (count: number, keys: (i: number, k: number) => string): string =>
  `services:\n${lines(count, (i, k) => `  s${i}:\n    image: a:${i}\n${keys(i, k)}`)}`;

/** Many services, in `n` lines. */
const LONG: Shapes = {
  'services with ports and mounts': (n) =>
    `${services(
      n / 8,
      (i) => `    ports:\n      - "${i % 60_000}:80"\n    volumes:\n      - ./d${i}:/d\n      - v${i}:/v\n`,
    )}volumes:\n${lines(n / 8, (i) => `  v${i - n / 8}:\n`)}`,
  'a volume that all write': (n) =>
    `${services(n / 4, () => '    volumes:\n      - shared:/v\n')}volumes:\n  shared:\n`,
  'volumes of a driver, each a folder of the host': (n) =>
    `${services(n / 8, (i) => `    volumes:\n      - v${i}:/v\n`)}volumes:\n${lines(n / 8, (i) => `  v${i - n / 8}:\n    driver_opts: {type: none, o: bind, device: /srv/d${i}}\n`)}`,
  'networks, each with two services': (n) =>
    `${services(n / 6, (i) => `    networks:\n      - n${i}\n      - n${i - 1}\n`)}networks:\n  n${first - n / 6 - 1}:\n${lines(n / 6, (i) => `  n${i - n / 6}:\n`)}`,
  'databases on one network': (n) =>
    `services:\n${lines(n / 4, (i) => `  s${i}:\n    image: postgres:${i}\n    networks: [n]\n`)}networks:\n  n:\n`,
  'databases beside what is published': (n) =>
    `services:\n${lines(n / 4, (i) => `  s${i}:\n    image: postgres:${i}\n  p${i}:\n    image: a:${i}\n    ports: ["80"]\n`)}`,
  'services that wait for the one before': (n) =>
    `services:\n  s${first - 1}:\n    image: a:1\n${lines(n / 4, (i) => `  s${i}:\n    image: a:${i}\n    depends_on:\n      - s${i - 1}\n`)}`,
  'services that wait for all before, or for none': (n) =>
    services(n / 4, (i, k) => `    depends_on: [${k > 0 ? `s${i - 1}, s${i - (k % 40)}` : ''}]\n    links: [s${i}]\n`),
  'services that extend one': (n) =>
    `services:\n  base:\n    image: b:1\n    privileged: true\n    ports: ["80:80"]\n${lines(n / 4, (i) => `  s${i}:\n    extends: base\n    image: a:${i}\n    user: "${i}"\n`)}`,
  'services with one anchor': (n) =>
    `x-a: &a\n  privileged: true\n  ports: ["80:80"]\n  environment: {A_TOKEN: x1y2z3a4b5}\n${services(n / 4, () => '    <<: *a\n    cap_add: [ALL]\n')}`,
  'services with an anchor each, which the next takes': (n) =>
    `services:\n  s${first - 1}: &s${first - 1}\n    image: a:1\n${lines(n / 4, (i) => `  s${i}: &s${i}\n    <<: *s${i - 1}\n    image: a:${i}\n    ports: &p${i} ["80:80"]\n`)}`,
  'passwords that could be secrets': (n) =>
    `services:\n${lines(n / 4, (i) => `  s${i}:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: Tr0ub4dor-${i}\n`)}`,
  'passwords that everybody tries first': (n) =>
    `services:\n${lines(n / 4, (i) => `  s${i}:\n    image: mysql:${i}\n    environment:\n      MYSQL_ROOT_PASSWORD: root\n`)}secrets:\n  a: {file: b}\n`,
  secrets: (n) =>
    `${services(n / 6, (i) => `    secrets:\n      - s${i}\n`)}secrets:\n${lines(n / 6, (i) => `  s${i - n / 6}:\n    file: ./s${i}\n`)}`,
  'configs with texts': (n) =>
    `services:\n  a:\n    image: a:1\nconfigs:\n${lines(n / 3, (i) => `  c${i}:\n    content: |\n      password=x1y2z3${i}\n`)}`,
  'extensions with secrets': (n) =>
    `services:\n  a:\n    image: a:1\n${lines(n / 3, (i) => `x-${i}:\n  a_token: x1y2z3${i}\n  b: [${i}]\n`)}`,
  'services that are built': (n) =>
    `services:\n${lines(n / 6, (i) => `  s${i}:\n    image: i${i}\n    build:\n      context: ./d${i}\n      args: {A_TOKEN: x1y2${i}}\n  t${i}:\n    image: i${i}\n`)}`,
  'Dockerfiles written here': (n) =>
    `services:\n${lines(n / 6, (i) => `  s${i}:\n    build:\n      dockerfile_inline: |\n        FROM node:${i}\n        RUN sudo make t${i}\n`)}`,
  'keys that Compose does not know': (n) => services(n / 4, (i) => `    priviliged: true\n    x${i}y: 1\n`),
  'keys given twice': (n) => services(n / 4, (i) => `    user: "${i}"\n    user: "${i}"\n`),
  'values of a wrong type': (n) => services(n / 4, (i) => `    cap_add: ${i}\n    ports: {a: ${i}}\n`),
  'names that nothing says': (n) => services(n / 4, (i) => `    networks: [n${i}]\n    secrets: [s${i}]\n`),
  'what silences': (n) =>
    services(n / 4, (i) => `    # hullwright ignore=privileged-service: because of ${i}\n    privileged: true\n`),
  'variables, none of them set': (n) =>
    services(n / 4, (i) => `    user: \${U${i}:?}\n    hostname: \${H${i}:-\${I${i}:-h}}\n`),
  'keys without a colon': (n) => `services:\n  a:\n    image: a:1\n${lines(n, (i) => `  w${i}\n`)}`,
  'services in brackets': (n) => `services: {${lines(n, (i) => `s${i}: {image: a:${i}, privileged: true},\n`)}}\n`,
  comments: (n) => services(n / 4, (i) => `    # a ${i}\n    # b\n`),
};

/** One service, or one value, of many parts. */
const WIDE: Shapes = {
  environment: (n) =>
    `services:\n  a:\n    image: a:1\n    environment:\n${lines(n, (i) => `      A${i}_TOKEN: x1y2z3${i}\n`)}`,
  'environment as a list': (n) =>
    `services:\n  a:\n    image: a:1\n    environment:\n${lines(n, (i) => `      - A${i}_PASSWORD=x1y2z3${i}\n`)}`,
  ports: (n) => `services:\n  a:\n    image: a:1\n    ports:\n${lines(n, (i) => `      - "${i % 60_000}:22"\n`)}`,
  'ports in brackets': (n) =>
    `services:\n  a:\n    image: a:1\n    ports: [${lines(n, (i) => `"${i % 60_000}:80", `)}]\n`,
  mounts: (n) => `services:\n  a:\n    image: a:1\n    volumes:\n${lines(n, (i) => `      - /etc/d${i}:/d${i}\n`)}`,
  'mounts, in full': (n) =>
    `services:\n  a:\n    image: a:1\n    volumes:\n${lines(n / 3, (i) => `      - type: bind\n        source: /var/run/docker.sock\n        target: /d${i}\n`)}`,
  capabilities: (n) => `services:\n  a:\n    image: a:1\n    cap_add:\n${lines(n, (i) => `      - CAP_${i}\n`)}`,
  'security options': (n) =>
    `services:\n  a:\n    image: a:1\n    security_opt:\n${lines(n, (i) => `      - seccomp:unconfined${i}\n`)}`,
  labels: (n) =>
    `services:\n  a:\n    image: a:1\n    labels:\n${lines(n, (i) => `      l${i}.password: x1y2z3${i}\n`)}`,
  'words of a command': (n) =>
    `services:\n  a:\n    image: a:1\n    command: [${lines(n, (i) => `"--password=x${i}", `)}]\n`,
  'a command in one text': (n) =>
    `services:\n  a:\n    image: a:1\n    command: sh -c "${lines(n, (i) => `a --token x${i}; `)}"\n`,
  'hosts and devices': (n) =>
    `services:\n  a:\n    image: a:1\n    extra_hosts:\n${lines(n / 2, (i) => `      - h${i}:host-gateway\n`)}    devices:\n${lines(n / 2, (i) => `      - /dev/d${i}:/dev/d${i}\n`)}`,
  'keys of no service': (n) => `services:\n  a:\n    image: a:1\n${lines(n, (i) => `    capadd${i}: 1\n`)}`,
  'top-level keys': (n) => `services:\n  a:\n    image: a:1\n${lines(n, (i) => `volume${i}: {}\n`)}`,
  'merge keys in a list': (n) =>
    `${lines(n / 2, (i) => `x-${i}: &a${i}\n  l${i}: x\n`)}services:\n  a:\n    image: a:1\n    labels:\n      <<: [${lines(n / 2, (i) => `*a${i - n / 2}, `)}]\n`,
  'a text with variables': (n) =>
    `services:\n  a:\n    image: a:1\n    hostname: "${lines(n, (i) => `\${H${i}:-x}`)}"\n`,
  'options of a log': (n) =>
    `services:\n  a:\n    image: a:1\n    logging:\n      driver: splunk\n      options:\n${lines(n, (i) => `        o${i}-token: x1y2${i}\n`)}`,
};

describe('8,000 lines', () => holds(LONG, 8_000, analyseCompose));
describe('2,000 parts', () => holds(WIDE, 2_000, analyseCompose));
