// Compose rules that a file beside answers: the daemon.json of the project, the Dockerfile that is built.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding } from '../../server/src/rule/finding';
import { applyEdits } from '../../server/src/text/edit';
import { analyse } from '../support/analyse';

type Files = Readonly<Record<string, string>>;

const found = (rule: string, text: string, files: Files): readonly Finding[] =>
  analyse(text, 'strict', 'file:///w/compose.yaml', { files }).findings.filter((finding) => finding.rule === rule);

const says = (rule: string, text: string, files: Files): boolean => found(rule, text, files).length > 0;

const PLACES = ['daemon.json', 'docker/daemon.json', 'etc/docker/daemon.json'];
const BARE = 'services:\n  web:\n    image: acme/app:1.0\n';
const BUILT = 'services:\n  web:\n    build: app\n';

describe('daemon.json beside a Compose file', () => {
  for (const place of PLACES) {
    test(`${place}: no-new-privileges holds for all services`, () => {
      for (const rule of ['no-new-privileges-missing', 'security-options-missing']) {
        assert.ok(says(rule, BARE, { [place]: '{}' }), rule);
        assert.ok(says(rule, BARE, { [place]: '{"no-new-privileges": false}' }), rule);
        assert.ok(!says(rule, BARE, { [place]: '{"no-new-privileges": true}' }), rule);
      }
    });
  }

  test('it is not said to be missing among the rest, nor added', () => {
    const [finding] = found('service-not-hardened', BARE, { 'daemon.json': '{"no-new-privileges": true}' });
    assert.match(finding?.message ?? '', /lacks cap_drop: \[ALL\], read_only/);
    const edits = finding?.fixes[0] && ownEdits(finding.fixes[0]);
    assert.doesNotMatch(applyEdits(BARE, edits ?? []), /no-new-privileges/);
  });

  test('nothing is left to say where it is all that was missing', () => {
    const text =
      'services:\n  web:\n    image: acme/app:1.0\n    user: "1"\n    cap_drop: [ALL]\n    read_only: true\n    mem_limit: 1g\n    cpus: 1\n    pids_limit: 9\n';
    assert.ok(says('service-not-hardened', text, {}));
    assert.ok(!says('service-not-hardened', text, { 'daemon.json': '{"no-new-privileges": true}' }));
  });

  test('what a service says itself stays reported', () => {
    const text = `${BARE}    security_opt: ["no-new-privileges:false"]\n`;
    assert.ok(says('no-new-privileges-disabled', text, { 'daemon.json': '{"no-new-privileges": true}' }));
  });

  const unread: Files = {
    'another folder': 'host/daemon.json',
    'the folder above': '../daemon.json',
  };
  for (const [where, place] of Object.entries(unread)) {
    test(`${where} is another host's`, () =>
      assert.ok(says('no-new-privileges-missing', BARE, { [place]: '{"no-new-privileges": true}' })));
  }

  test('the file of another program, and one that the daemon refuses, say nothing', () => {
    assert.ok(says('no-new-privileges-missing', BARE, { 'daemon.json': '{"no-new-privileges": true,}' }));
    assert.ok(says('no-new-privileges-missing', BARE, { 'daemon.json': '{"workers": 3}' }));
  });

  test('userns-remap makes root in a container nobody on the host', () => {
    const dockerfile = { 'app/Dockerfile': 'FROM debian:13.1-slim\nCMD ["app"]\n' };
    const remap = { ...dockerfile, 'daemon.json': '{"userns-remap": "default"}' };
    assert.ok(says('built-image-runs-as-root', BUILT, dockerfile));
    assert.ok(says('built-image-runs-as-root', BUILT, { ...dockerfile, 'daemon.json': '{"userns-remap": ""}' }));
    assert.ok(!says('built-image-runs-as-root', BUILT, remap));
    assert.ok(says('built-image-runs-as-root', `${BUILT}    userns_mode: host\n`, remap));
  });

  test('and a service that leaves it is a warning, which names the line', () => {
    const text = `${BARE}    userns_mode: host\n`;
    const [finding] = found('host-userns', text, { 'etc/docker/daemon.json': '{\n  "userns-remap": "default"\n}' });
    assert.equal(finding?.severity, 'warning');
    assert.deepEqual(
      finding?.related.map(({ uri, range }) => [uri, range.start.line]),
      [['file:///w/etc/docker/daemon.json', 1]],
    );
    assert.equal(found('host-userns', text, {})[0]?.severity, 'info');
  });

  test('icc is a matter of the default bridge alone', () => {
    const text = `${BARE}    network_mode: bridge\n`;
    assert.ok(says('default-bridge-network', text, {}));
    assert.ok(says('default-bridge-network', text, { 'daemon.json': '{"icc": true}' }));
    assert.ok(!says('default-bridge-network', text, { 'daemon.json': '{"icc": false}' }));
    const one = 'services:\n  web:\n    image: x:1\n    ports: ["127.0.0.1:80:80"]\n  db:\n    image: postgres:17.6\n';
    assert.ok(says('networks-not-segmented', one, { 'daemon.json': '{"icc": false}' }));
  });

  const LOOPBACK = '{"default-network-opts": {"bridge": {"com.docker.network.bridge.host_binding_ipv4": "127.0.0.1"}}}';
  test('networks that are made bind ports to loopback', () => {
    for (const [rule, port] of [
      ['port-on-all-interfaces', '8080'],
      ['data-port-published', '5432'],
    ] as const) {
      const text = `${BARE}    ports: ["${port}:${port}"]\n`;
      const beside = { 'daemon.json': LOOPBACK };
      assert.ok(says(rule, text, {}), rule);
      assert.ok(says(rule, text, { 'daemon.json': '{"ip": "127.0.0.1"}' }), rule);
      assert.ok(!says(rule, text, beside), rule);
      assert.ok(says(rule, `${text}    network_mode: bridge\n`, beside), rule);
      assert.ok(says(rule, `${text}    networks: [n]\nnetworks:\n  n:\n    external: true\n`, beside), rule);
      assert.ok(says(rule, `${text}    networks: [n]\nnetworks:\n  n:\n    driver: overlay\n`, beside), rule);
    }
  });
});

describe('the Dockerfile that a service builds', () => {
  const dockerfile = (...lines: readonly string[]): Files => ({
    'app/Dockerfile': `FROM node:24.4-alpine AS base\n${lines.join('\n')}\n`,
  });

  test('its HEALTHCHECK is one', () => {
    const rule = 'healthcheck-missing-in-service';
    assert.ok(says(rule, BUILT, {}));
    assert.ok(says(rule, BUILT, dockerfile('CMD ["a"]')));
    assert.ok(says(rule, BUILT, dockerfile('HEALTHCHECK NONE')));
    assert.ok(!says(rule, BUILT, dockerfile('HEALTHCHECK CMD ["a"]')));
    assert.ok(!says(rule, BUILT, dockerfile('HEALTHCHECK CMD ["a"]', 'FROM base', 'USER node')));
    assert.ok(says(rule, BUILT, dockerfile('HEALTHCHECK CMD ["a"]', 'FROM alpine:3.22', 'USER node')));
    const target = 'services:\n  web:\n    build:\n      context: app\n      target: base\n';
    assert.ok(!says(rule, target, dockerfile('HEALTHCHECK CMD ["a"]', 'FROM alpine:3.22', 'USER node')));
    const inline = (line: string): string =>
      `services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM node:24.4-alpine\n        ${line}\n`;
    assert.ok(says(rule, inline('HEALTHCHECK NONE'), {}));
    assert.ok(!says(rule, inline('HEALTHCHECK CMD a'), {}));
  });

  test('one that is switched off is named', () => {
    const text = `${BUILT}    healthcheck:\n      disable: true\n`;
    const [finding] = found('healthcheck-disabled', text, dockerfile('CMD ["a"]', 'HEALTHCHECK CMD ["a"]'));
    assert.deepEqual(
      finding?.related.map(({ uri, range }) => [uri, range.start.line]),
      [['file:///w/app/Dockerfile', 2]],
    );
    assert.deepEqual(found('healthcheck-disabled', text, dockerfile('CMD ["a"]'))[0]?.related, []);
  });

  const published = (ports: string, ...lines: readonly string[]): readonly Finding[] =>
    found('port-on-all-interfaces', `${BUILT}    ports: [${ports}]\n`, {
      'app/Dockerfile': `${lines.join('\n')}\n`,
    });

  const debuggers: Readonly<Record<string, readonly string[]>> = {
    'the command': ['FROM node:24.4', 'CMD ["node", "--inspect=0.0.0.0:9400", "a.js"]'],
    'the command of the shell': ['FROM node:24.4', 'CMD node --inspect-brk=0.0.0.0:9400 a.js'],
    'the entrypoint': ['FROM golang:1.26', 'ENTRYPOINT ["dlv", "exec", "--headless", "--listen=:9400", "/a"]'],
    'options of the runtime': [
      'FROM eclipse-temurin:25',
      'ENV JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,address=*:9400',
    ],
    'a stage below': [
      'FROM python:3.13 AS b',
      'CMD ["python", "-m", "debugpy", "--listen", "0.0.0.0:9400", "a"]',
      'FROM b',
    ],
  };
  for (const [where, lines] of Object.entries(debuggers)) {
    test(`a debugger that it opens on a published port is an error: ${where}`, () => {
      const [finding] = published('"9400:9400"', ...lines);
      assert.equal(finding?.severity, 'error');
      assert.deepEqual(
        finding?.related.map(({ uri, range }) => [uri, range.start.line]),
        [['file:///w/app/Dockerfile', 1]],
      );
      assert.deepEqual(
        published('"8000:9401", "127.0.0.1:9400:9400"', ...lines).map(({ severity }) => severity),
        ['warning'],
      );
    });
  }

  test('one on loopback, and one whose command the service replaces, are none', () => {
    assert.equal(
      published('"9400:9400"', 'FROM node:24.4', 'CMD ["node", "--inspect=127.0.0.1:9400"]')[0]?.severity,
      'warning',
    );
    const replaced = `${BUILT}    command: node a.js\n    ports: ["9400:9400"]\n`;
    const files = { 'app/Dockerfile': 'FROM node:24.4\nCMD ["node", "--inspect=0.0.0.0:9400"]\n' };
    assert.equal(found('port-on-all-interfaces', replaced, files)[0]?.severity, 'warning');
  });

  test('the administration of what it is built on is an error', () => {
    const [finding] = published('"80:9990"', 'FROM quay.io/wildfly/wildfly:37.0', 'USER 1000');
    assert.equal(finding?.severity, 'error');
    assert.match(finding?.message ?? '', /WildFly/);
    assert.equal(published('"9990:9990"', 'FROM node:24.4')[0]?.severity, 'warning');
  });

  const hardened = (files: Files): string => {
    const [finding] = found('service-not-hardened', BUILT, files);
    const edits = finding?.fixes[0] && ownEdits(finding.fixes[0]);
    return applyEdits(BUILT, edits ?? []);
  };

  test('hardening gives capabilities to what starts as root alone', () => {
    assert.match(hardened({}), /cap_add:\n\s+- CHOWN/);
    assert.match(hardened(dockerfile('CMD ["a"]')), /cap_add:\n\s+- CHOWN/);
    assert.doesNotMatch(hardened(dockerfile('USER node')), /cap_add/);
    assert.match(hardened({ 'app/Dockerfile': 'FROM postgres:17.6\n' }), /tmpfs:\n\s+- \/var\/run\/postgresql/);
  });

  test('and puts no tmpfs over a VOLUME, where data would be lost', () => {
    assert.match(hardened(dockerfile('USER node')), /tmpfs:\n\s+- \/tmp\n\s+- \/run\n/);
    assert.doesNotMatch(hardened(dockerfile('VOLUME ["/data", "/run/"]', 'VOLUME /tmp', 'USER node')), /tmpfs/);
  });
});
