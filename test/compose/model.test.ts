// What the model says of values: where they come from, what is known of them, and what is wrong.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildOf } from '../../server/src/compose/build';
import { namedValuesOf } from '../../server/src/compose/entries';
import { companions, isComposeName, roleOf } from '../../server/src/compose/file-names';
import { interpolate } from '../../server/src/compose/interpolate';
import { booleanOf, type Project, type Service, textOf, valueOf } from '../../server/src/compose/model';
import { mountsOf } from '../../server/src/compose/mounts';
import { HOLE, type Node } from '../../server/src/compose/node';
import { isHere, isOwn, placeOf } from '../../server/src/compose/place';
import { isPublic, portsOf } from '../../server/src/compose/ports';
import { readProject } from '../../server/src/compose/project';
import { devicesOf, securityOptionsOf, userOf } from '../../server/src/compose/security';
import { commandOf, healthcheckOf } from '../../server/src/compose/words';
import type { Range } from '../../server/src/text/range';
import { filesOf, ROOT } from './files';

const read = (text: string, others: Readonly<Record<string, string>> = {}, name = 'compose.yaml'): Project =>
  readProject({ uri: ROOT + name, text, files: filesOf(others) });

function service(project: Project, name: string): Service {
  const found = project.all.get(name);
  assert.ok(found, name);
  return found;
}

const web = (keys: string, others: Readonly<Record<string, string>> = {}): Service =>
  service(read(`services:\n  web:\n    image: x\n${keys.replace(/^(?=.)/gm, '    ')}\n`, others), 'web');

/** The text at a range that counts from the service's first line. */
function textAt({ lines }: Project, line: number, { start, end }: Range): string {
  const text = lines.slice(line + start.line, line + end.line + 1).join('\n');
  return text.slice(start.character, text.length - ((lines[line + end.line]?.length ?? 0) - end.character));
}

const said = ({ problems }: Project): string[] =>
  problems.map(
    ({ range: { start }, severity, kind, message }) =>
      `${start.line}:${start.character} ${severity} ${kind} ${message}`,
  );

describe('interpolation', () => {
  const variables = (name: string): string | undefined => ({ SET: 'set', EMPTY: '' })[name];
  const cases: readonly (readonly [text: string, unset: string, text: string, certainty: string])[] = [
    ['$SET ${SET} $$SET', 'set set $SET', 'set set $SET', 'known'],
    ['${A:-b}', 'b', 'b', 'default'],
    ['${EMPTY:-b} ${EMPTY-b}', 'b ', 'b ', 'default'],
    ['${A:-${B:-${SET}}}', 'set', 'set', 'default'],
    ['${SET:+x}${A:+x}', 'x', 'x', 'default'],
    ['a${A}b', 'ab', `a${HOLE}b`, 'unknown'],
    ['${A:?why}', '', HOLE, 'unknown'],
    ['$1 $ {A}', '$1 $ {A}', '$1 $ {A}', 'known'],
    ['${A:-x:y}:${B-}', 'x:y:', 'x:y:', 'default'],
  ];
  for (const [text, unset, known, certainty] of cases) {
    test(text, () => {
      const filled = interpolate(text, variables);
      assert.deepEqual([filled.unset, filled.text, filled.certainty], [unset, known, certainty]);
    });
  }

  test('what .env says is known, and is not what the file ships', () => {
    const node = valueOf(web('user: "${WHO}-${B:-c}"', { '.env': 'export WHO="me" # it\n' }), 'user');
    assert.ok(node?.kind === 'scalar');
    assert.deepEqual([node.value, node.certainty, node.shipped], ['me-c', 'default', `${HOLE}-c`]);
  });
});

describe('where values come from', () => {
  const TEXT = `x-a: &a
  privileged: true
  user: root
services:
  base:
    image: b
    cap_add: &caps [ALL]
  web:
    <<: *a
    extends: base
    cap_drop: *caps
    read_only: true
`;
  const project = read(TEXT);
  const { line } = project.services[1] ?? { line: -1 };
  const rows: readonly (readonly [key: string, via: string, written: string, reported: string, users: number])[] = [
    ['privileged', 'anchor', 'true', '*a', 1],
    ['cap_add', 'extends', '[ALL]', 'base', 2],
    ['cap_drop', 'anchor', '[ALL]', '*caps', 2],
    ['read_only', 'own', 'true', 'true', 1],
    ['image', 'extends', 'b', 'base', 2],
  ];
  for (const [key, via, written, reported, users] of rows) {
    test(`${key}: ${via}`, () => {
      const own = service(project, 'web');
      const node = valueOf(own, key);
      assert.ok(node);
      assert.equal(node.origin.via, via);
      assert.equal(textAt(project, line, node.origin.range), written);
      assert.equal(textAt(project, line, placeOf(own, node)), reported);
      assert.deepEqual([isHere(own, node), isOwn(own, node), own.users(node)], [true, via === 'own', users]);
    });
  }

  test('an override says its own values, the base says the rest', () => {
    const base = 'services:\n  web:\n    image: x\n    privileged: true\n    user: root\n';
    const over = 'services:\n  web:\n    privileged: false\n';
    const ofBase = read(base, { 'compose.override.yaml': over });
    const node = valueOf(service(ofBase, 'web'), 'privileged');
    assert.ok(node);
    assert.deepEqual(
      [booleanOf(node), isHere(service(ofBase, 'web'), node), node.origin.via],
      [false, false, 'override'],
    );
    const ofOver = read(over, { 'compose.yaml': base }, 'compose.override.yaml');
    assert.deepEqual(ofOver.problems, []);
    assert.equal(textOf(valueOf(service(ofOver, 'web'), 'user')), 'root');
  });

  test('paths of another folder are said from this one', () => {
    const others = { 'lib/base.yaml': 'services:\n  b:\n    image: x\n    volumes: [./data:/d]\n    build: ctx\n' };
    const project = read('services:\n  web:\n    extends: {file: lib/base.yaml, service: b}\n', others);
    assert.equal(mountsOf(service(project, 'web'))[0]?.source, './lib/data');
    assert.equal(buildOf(service(project, 'web'))?.context, 'lib/ctx');
  });
});

describe('views', () => {
  test('ports in every syntax', () => {
    const ports = portsOf(
      web(
        'ports: [80, "8080:80/udp", "127.0.0.1:1:2", "[::1]:1:2", "::1:1:2", "${IP}:1:2", {target: 5, host_ip: "::"}]',
      ),
    );
    assert.deepEqual(
      ports.map(({ hostIp, published, target, protocol }) => [hostIp, published, target, protocol]),
      [
        ['', '', '80', 'tcp'],
        ['', '8080', '80', 'udp'],
        ['127.0.0.1', '1', '2', 'tcp'],
        ['::1', '1', '2', 'tcp'],
        ['::1', '1', '2', 'tcp'],
        [undefined, '1', '2', 'tcp'],
        ['::', '', '5', 'tcp'],
      ],
    );
    assert.deepEqual(ports.map(isPublic), [true, true, false, false, false, undefined, true]);
  });

  test('mounts: short, long, and binds behind a volume of the local driver', () => {
    const text = `services:
  web:
    image: x
    volumes: ["/a", "./b:/b:ro,z", "C:\\\\x:/y", "vol:/v", {type: bind, source: /s, target: /t, read_only: "true"}, "\${V}:/w"]
volumes:
  vol: {driver_opts: {type: none, o: "bind,ro", device: /etc}}
`;
    const mounts = mountsOf(service(read(text), 'web'));
    assert.deepEqual(
      mounts.map(({ type, source, target, isReadOnly }) => [type, source, target, isReadOnly]),
      [
        ['volume', '', '/a', false],
        ['bind', './b', '/b', true],
        ['bind', 'C:\\x', '/y', false],
        ['bind', '/etc', '/v', true],
        ['bind', '/s', '/t', true],
        [undefined, undefined, '/w', false],
      ],
    );
  });

  test('names with values, words, options, devices, users', () => {
    const own = web(`environment: [A=1, B, "C=\${X}", A=2]
security_opt: [seccomp=unconfined, "label:disable", no-new-privileges]
devices: ["/dev/a:/dev/b:r"]
user: "0:0"
command: sh -c 'a b' && ignored
healthcheck: {test: [CMD-SHELL, "curl x"]}`);
    const show = (node: Node | undefined): unknown =>
      namedValuesOf(node).map(({ name, value, isPassedThrough, form }) => [name, value, isPassedThrough, form]);
    assert.deepEqual(show(valueOf(own, 'environment')), [
      ['A', '2', false, 'list'],
      ['B', undefined, true, 'list'],
      ['C', undefined, false, 'list'],
    ]);
    assert.deepEqual(
      securityOptionsOf(own).map(({ name, value }) => [name, value]),
      [
        ['seccomp', 'unconfined'],
        ['label', 'disable'],
        ['no-new-privileges', ''],
      ],
    );
    assert.deepEqual(
      devicesOf(own).map(({ source, target, permissions }) => [source, target, permissions]),
      [['/dev/a', '/dev/b', 'r']],
    );
    assert.deepEqual([userOf(own)?.user, userOf(own)?.group], ['0', '0']);
    assert.deepEqual(commandOf(own)?.words, ['sh', '-c', 'a b']);
    assert.deepEqual(healthcheckOf(own)?.test?.words, ['curl x']);
  });
});

describe('problems', () => {
  test('misspelt keys and wrong types, x- free', () => {
    const project = read(
      'services:\n  web:\n    image: x\n    privilegd: true\n    x-y: 1\n    ports: 80\n    deploy: {resource: {}}\nVolumes: {}\nx-z: 1\n',
    );
    assert.deepEqual(said(project), [
      "3:4 error schema 'privilegd': did you mean 'privileged'?",
      '5:11 error schema must be a list',
      "6:13 error schema 'resource': did you mean 'resources'?",
      "7:0 error schema 'Volumes': did you mean 'volumes'?",
    ]);
    assert.deepEqual(
      project.problems.map(({ meant }) => meant),
      ['privileged', undefined, 'resources', 'volumes'],
    );
  });

  test('what Compose refuses, at its place', () => {
    const text = `services:
  a:
    image: x
    ports: ["80:x", "1.2.3:1:2"]
    volumes: ["ab:", "gone:/x"]
    tmpfs: /x
    networks: [none]
    depends_on: [b, zz]
    mem_limit: 12q
  b:
    image: x
    depends_on: [a]
  c: {}
`;
    assert.deepEqual(said(read(text)), [
      "3:12 error invalid 'x' is no port of the container",
      "3:20 error invalid '1.2.3' is no IP address",
      "4:14 error invalid 'ab:' has nothing between its colons",
      "4:14 error invalid no top-level volumes names the volume 'ab'",
      "4:21 error invalid something is mounted at '/x' already",
      "4:21 error invalid no top-level volumes names the volume 'gone'",
      "6:15 error invalid no top-level networks names the network 'none'",
      "7:20 error invalid there is no service 'zz'",
      "8:15 error invalid '12q' is not a size: write 512m or 1g",
      "11:17 error invalid 'b' and 'a' wait for each other",
      "12:2 error invalid 'c' needs an image or a build",
    ]);
  });

  test('what depends on variables is an information', () => {
    const project = read(
      'services:\n  web:\n    image: ${IMAGE}\n    ports: ["${PORT}:${PORT}"]\n    user: ${U:?set it}\n    privileged: ${P}\n',
    );
    assert.deepEqual(
      [...new Set(project.problems.map(({ severity, kind }) => `${severity} ${kind}`))],
      ['info variable'],
    );
    assert.equal(project.problems.length, 4);
  });

  test('a fragment without its base is an information, with it nothing', () => {
    const text = 'services:\n  web:\n    user: root\n';
    const alone = read(text, {}, 'compose.prod.yaml');
    assert.deepEqual(said(alone), [
      "1:2 info fragment 'web' has no image or build here: a base that gives it is not there",
    ]);
    const over = read(text, { 'compose.yaml': 'services:\n  web:\n    image: x\n' }, 'compose.prod.yaml');
    assert.deepEqual([over.problems, over.isFragment], [[], false]);
  });
});

test('a workflow is no Compose file, whatever it is called', () => {
  const project = read('on: push\njobs:\n  a:\n    services: {db: {image: x}}\n');
  assert.deepEqual([project.problems, project.services], [[], []]);
});

test('names of files', () => {
  const names = [
    'compose.yaml',
    'docker-compose.yml',
    'compose.prod.yml',
    'docker-compose-dev.yaml',
    'a.compose.yaml',
    'docker-stack.prod.yml',
  ];
  for (const name of names) assert.ok(isComposeName(name), name);
  for (const name of ['composer.yaml', 'docker.yml', 'compose.json', 'decompose.yaml', 'ci.yml'])
    assert.ok(!isComposeName(name), name);
  assert.deepEqual(['compose.yml', 'compose.override.yaml', 'docker-compose.x.yml', 'a.compose.yml'].map(roleOf), [
    'base',
    'override',
    'variant',
    'alone',
  ]);
  assert.deepEqual(companions('docker-compose.prod.yml')[0], 'docker-compose.yml');
});
