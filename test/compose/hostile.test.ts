// Whatever a Compose file holds: reading it neither throws nor hangs, what is wrong is said at its place, and the work is
// bounded by what can be counted: values, files, problems.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MAX_ALIASED } from '../../server/src/compose/build-nodes';
import type { Problem, Project } from '../../server/src/compose/model';
import type { Node } from '../../server/src/compose/node';
import { readProject } from '../../server/src/compose/project';
import type { Files } from '../../server/src/text/files';
import { comparePositions, type Position } from '../../server/src/text/range';
import { pick, randomNumbers } from '../support/random';
import { hasShared, readShared, sharedRows } from '../support/shared';
import { filesOf, ROOT } from './files';

const URI = `${ROOT}compose.yaml`;

/** All that is done with a text. Every range has to lie in it. */
function read(text: string, files: Files = filesOf({})): Project {
  const project = readProject({ uri: URI, text, files });
  const inText = ({ line, character }: Position): boolean =>
    character >= 0 && character <= (project.lines[line]?.length ?? -1);
  for (const { range, message } of project.problems) {
    assert.ok(inText(range.start) && inText(range.end), `${message} ${JSON.stringify(range)}`);
    assert.ok(comparePositions(range.start, range.end) <= 0, message);
    assert.ok(message.length < 120 && !/[A-Z].*\.$/.test(message), message);
  }
  for (const { line, service } of project.services) {
    assert.ok(inText({ line: line + service.range.end.line, character: service.range.end.character }), service.name);
  }
  return project;
}

const said = (problems: readonly Problem[]): string[] =>
  problems.map(({ kind, message, range: { start } }) => `${start.line}:${start.character} ${kind} ${message}`);

function values(node: Node): number {
  if (node.kind === 'scalar') return 1;
  const inner = node.kind === 'sequence' ? node.items : [...node.entries.values()];
  return inner.reduce((sum, each) => sum + values(each), 1);
}

const valuesOf = ({ all }: Project): number => [...all.values()].reduce((sum, { body }) => sum + values(body), 0);

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

describe('YAML', () => {
  test('a key that is given twice', () => {
    const { problems } = read(
      'services:\n  a:\n    image: x\n    image: y\n  b: {image: z}\n  b: {image: z}\nvolumes:\nvolumes:\n',
    );
    assert.deepEqual(said(problems), [
      "3:4 yaml 'image' is given twice: only one of them can hold",
      "5:2 yaml 'b' is given twice: only one of them can hold",
      "7:0 yaml 'volumes' is given twice: only one of them can hold",
    ]);
  });

  test('a key that is being typed takes nothing away from what stands around it', () => {
    const around = (word: string): string =>
      `services:\n  a:\n    image: x\n${word}\n  b:\n    image: y\nvolumes:\n  d:\n`;
    for (const [word, problem] of [
      ['  we', "3:2 yaml a colon is missing behind 'we'"],
      ['  we # c', "3:2 yaml a colon is missing behind 'we'"],
      ['  we \r\n    # c', "3:2 yaml a colon is missing behind 'we'"],
    ] as const) {
      const { problems, services, volumes } = read(around(word));
      assert.deepEqual(said(problems), [problem]);
      assert.deepEqual(
        services.map(({ service }) => service.name),
        ['a', 'b'],
      );
      assert.deepEqual([...volumes.keys()], ['d']);
    }
    const { problems, services, rest } = read(`version: "3"\n${around('').replace('volumes', 'x-a\nvolumes')}`);
    assert.deepEqual(said(problems), ["7:0 yaml a colon is missing behind 'x-a'"]);
    assert.equal(services.length, 2);
    assert.deepEqual([...rest.keys()], ['version']);
  });

  test('a word with something below it, and one alone, are read as YAML reads them', () => {
    for (const text of ['services:\n  we\n    image: x\n', 'we\n  a: b\nservices:\n  a:\n    image: x\n', 'we\n']) {
      const { problems } = read(text);
      assert.ok(problems.length > 0 && !problems.some(({ message }) => /colon is missing/.test(message)), text);
    }
  });

  test('aliases to nowhere and to what holds them', () => {
    const { problems } = read(
      'x-a: &a\n  b: *a\nservices:\n  a:\n    image: *none\n    <<: *later\nx-b: &later {image: x}\n',
    );
    assert.deepEqual(said(problems), [
      "1:5 yaml '*a' stands in the value that it names",
      "4:11 yaml '*none' names no anchor above",
      "5:8 yaml '*later' names no anchor above",
    ]);
  });

  test('tabs, conflict markers, and text that is no mapping', () => {
    assert.match(said(read('services:\n\ta:\n\t\timage: x\n').problems).join('\n'), /yaml/);
    const conflict = read(
      'services:\n<<<<<<< HEAD\n  a: {image: x}\n=======\n  a: {image: y}\n>>>>>>> b\n  c: {image: z}\n',
    );
    assert.deepEqual(said(conflict.problems), ['1:0 yaml a merge conflict is not resolved: take one side']);
    assert.deepEqual([...conflict.all.keys()], ['a', 'c']);
    assert.deepEqual(said(read('just text').problems), ['0:0 schema a Compose file is a mapping: services: …']);
    assert.deepEqual(said(read('').problems), ['0:0 invalid the file is empty: Compose needs services']);
  });

  test('a byte order mark, CRLF and JSON are read like the rest', () => {
    const texts = [
      '\ufeffservices:\n  a:\n    image: x\n    privileged: true\n',
      'services:\r\n  a:\r\n    image: x\r\n    privileged: true\r\n',
      '{"services": {"a": {"image": "x", "privileged": true}}}',
      '---\nservices:\n  a:\n    image: x\n---\nservices:\n  a:\n    privileged: true\n',
    ];
    for (const text of texts) {
      const project = read(text);
      const [name] = project.all.keys();
      const body = project.all.get('a')?.body.entries;
      assert.deepEqual([name, body?.size, project.problems], ['a', 2, []], JSON.stringify(text));
    }
  });

  test('nesting', () => {
    for (const depth of [201, 10_000]) {
      for (const open of ['[', '{a: ', '- ', '? ']) {
        const { problems } = read(`x-a: ${open.repeat(depth)}`);
        assert.ok(problems.length > 0 && problems.length < 3 * depth, open);
      }
    }
    const deep = numbered(199, (i) => `${' '.repeat(i)}a:\n`);
    assert.equal(read(`services:\n  a:\n    image: x\nx-a:\n${deep.replace(/^/gm, ' ')}`).refusal, undefined);
  });

  test('20,000 keys, and as many services', () => {
    const keys = read(
      `services:\n  a:\n    image: x\n    environment:\n${numbered(20_000, (i) => `      K${i}: v\n`)}`,
    );
    assert.deepEqual([keys.problems, valuesOf(keys)], [[], 20_003]);
    const services = read(`services:\n${numbered(20_000, (i) => `  s${i}: {image: x}\n`)}`);
    assert.deepEqual([services.problems, valuesOf(services)], [[], 40_000]);
  });
});

describe('what grows', () => {
  test('a billion laughs', () => {
    const laughs = `x-l0: &l0 [a]\n${numbered(30, (i) => `x-l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]\n`)}`;
    const project = read(`${laughs}services:\n  a:\n    image: x\n    cap_add: *l30\n`);
    assert.ok(project.problems.some(({ kind }) => kind === 'limit'));
    assert.ok(valuesOf(project) <= MAX_ALIASED + 1000);
  });

  test('merge keys that merge merge keys', () => {
    const chain = `x-0: &m0 {k: 1}\n${numbered(5000, (i) => `x-${i + 1}: &m${i + 1} {<<: *m${i}, k${i}: 1}\n`)}`;
    const project = read(`${chain}services:\n  a:\n    image: x\n    environment: *m5000\n`);
    assert.ok(project.problems.some(({ kind }) => kind === 'limit'));
    assert.ok(valuesOf(project) <= MAX_ALIASED + 1000);
  });

  test('every service takes in the same large mapping', () => {
    const common = `x-c: &c\n${numbered(1000, (i) => `  k${i}: v\n`)}`;
    const project = read(
      `${common}services:\n${numbered(1000, (i) => `  s${i}:\n    image: x\n    environment: *c\n`)}`,
    );
    assert.ok(project.problems.some(({ kind }) => kind === 'limit'));
    assert.ok(valuesOf(project) <= 2 * MAX_ALIASED);
  });

  test('ranges of ports, defaults in defaults, options without end', () => {
    const ports = read(
      `services:\n  a:\n    image: x\n    ports:\n${numbered(200, (i) => `      - "${i}-65000:${i}-65000"\n`)}`,
    );
    assert.equal(ports.refusal, undefined);
    const nested = `\${A:-`.repeat(5000) + '}'.repeat(5000);
    assert.ok(read(`services:\n  a:\n    image: "x${nested}"\n`).problems.length < 3);
    assert.ok(read(`services:\n  a:\n    image: "${'${A:-'.repeat(20_000)}"\n`).problems.length < 3);
  });
});

describe('other files', () => {
  test('extends that go round', () => {
    const { problems } = read(
      'services:\n  a:\n    extends: b\n  b:\n    extends: {service: a}\n  c:\n    extends: c\n',
    );
    assert.deepEqual(
      said(problems).map((line) => line.replace(/^\S+ /, '')),
      [
        "invalid 'a' extends itself: a cycle",
        "invalid 'b' extends itself: a cycle",
        "invalid 'c' extends itself: a cycle",
      ],
    );
  });

  test('a chain of extends is followed as far as people write them', () => {
    const chain = (length: number): string =>
      `services:\n  s0: {image: x}\n${numbered(length, (i) => `  s${i + 1}: {extends: s${i}}\n`)}`;
    assert.deepEqual(read(chain(40)).problems, []);
    assert.ok(read(chain(2000)).problems.some(({ kind }) => kind === 'limit'));
  });

  test('what extends and include name and is not there, or is no file', () => {
    const text =
      'include:\n  - gone.yaml\n  - folder\nservices:\n  a:\n    extends: {file: gone.yaml, service: a}\n    image: x\n';
    const files: Files = { read: (uri) => (uri === `${ROOT}folder` ? { kind: 'other' } : { kind: 'missing' }) };
    assert.deepEqual(said(read(text, files).problems), [
      "1:4 file 'gone.yaml' does not exist",
      "2:4 file 'folder' can't be read as a file",
      "5:13 file 'gone.yaml' does not exist",
    ]);
  });

  test('includes that go round, and trees of them', () => {
    const round = filesOf({ 'a.yaml': 'include: [b.yaml]\n', 'b.yaml': 'include: [a.yaml, compose.yaml]\n' });
    const project = read('include: [a.yaml]\nservices:\n  s: {image: x}\n', round);
    assert.match(project.refusal ?? '', /a cycle/);
    let asked = 0;
    const tree: Files = {
      read: (uri) => {
        asked++;
        return uri.endsWith('.env') || uri.includes('override')
          ? { kind: 'missing' }
          : { kind: 'text', text: `include: [${uri.length}1.yaml, ${uri.length}2.yaml]\n` };
      },
    };
    read('include: [a.yaml]\nservices:\n  s: {image: x}\n', tree);
    assert.ok(asked < 2000, `${asked} questions`);
  });

  test('what is on another machine, or not known, is no problem of ours', () => {
    const text =
      'include:\n  - oci://registry/a\n  - https://github.com/a/b.git\n  - ${WHERE}/c.yaml\nservices:\n  a:\n    extends: {file: "oci://x/y", service: a}\n';
    const { problems, services, includes } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual([services[0]?.service.isPartial, includes.map(({ uri }) => uri)], [true, [undefined, undefined]]);
    const unknown: Files = { read: () => ({ kind: 'unknown' }) };
    const read2 = read('services:\n  a:\n    extends: {file: base.yaml, service: a}\n', unknown);
    assert.deepEqual([read2.problems, read2.services[0]?.service.isPartial], [[], true]);
  });
});

const SEEDS: readonly string[] = [
  'x-c: &c\n  restart: always\n  environment: &e {A: "1", B: "${B:-2}"}\nservices:\n  web:\n    <<: *c\n    image: nginx:${TAG}\n    ports: ["8080:80", {target: 1, published: "2"}]\n    extends: {file: base.yaml, service: b}\n  db:\n    image: p\n    environment: *e\n    volumes: [data:/d:ro, {type: bind, source: ./a, target: /b}]\n    deploy: {resources: {limits: {memory: 1g, cpus: "0.5"}}}\nvolumes: {data: {driver_opts: {o: bind}}}\n',
  'include: [base.yaml]\nservices:\n  b:\n    build: {context: ., args: [A=1, B], dockerfile_inline: "FROM a\\nRUN b"}\n    healthcheck: {test: [CMD, a], interval: 1m30s}\n    secrets: [s, {source: t, mode: 0400}]\n    command: sh -c "a && b"\n    security_opt:\n      - seccomp:unconfined\nsecrets:\n  s: {file: ./s}\n  t: {environment: T}\n',
];
const BASE =
  'services:\n  b:\n    image: x\n    cap_add: &x [A, B]\n    extends: b2\n  b2: {cap_drop: *x, user: !reset root}\n';

/** Characters that mean something, pieces of other files, and what no file should hold. */
const PARTS: readonly string[] = [
  ...[
    '\n',
    '\n  ',
    '\t',
    ' ',
    ':',
    ': ',
    '- ',
    '#',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '|\n',
    '>-\n',
    '&a ',
    '*a',
    '<<: ',
  ],
  ...[
    '!reset ',
    '!override ',
    '!!merge ',
    '${',
    '}',
    '$',
    '${A:-',
    '${A:?x}',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '? ',
    '@',
    '`',
  ],
  ...[
    '\ufeff',
    '\0',
    '\ud800',
    '\u2028',
    '\r',
    '\r\n',
    'null',
    '~',
    'true',
    '0x',
    '1e999',
    '.inf',
    '2020-01-01',
    '-1',
    '080',
  ],
  ...['services:\n', 'extends: b\n', 'include: [a]\n', 'ports:\n', '__proto__: 1\n', 'constructor:\n', 'a'.repeat(300)],
];

describe('mutations', () => {
  const runs = Number(process.env.COMPOSE_MUTATIONS ?? 1000);

  test(`${runs} of them are read`, () => {
    const random = randomNumbers(5);
    const seeds = hasShared ? [...SEEDS, ...corpusSeeds()] : SEEDS;
    for (let run = 0; run < runs; run++) {
      let text = pick(random, seeds);
      const files = filesOf({
        'base.yaml': run % 3 === 0 ? mutated(BASE, random) : BASE,
        '.env': run % 5 === 0 ? mutated('TAG=1\n', random) : '',
      });
      for (let times = 1 + Math.floor(random() * 6); times > 0; times--) text = mutated(text, random);
      try {
        read(text, files);
      } catch (error) {
        throw new Error(`run ${run}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });
});

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.45) return text.slice(0, at) + pick(random, PARTS) + text.slice(at);
  if (kind < 0.7) return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 20));
  if (kind < 0.85) {
    const from = Math.floor(random() * (text.length + 1));
    return text.slice(0, at) + text.slice(from, from + Math.floor(random() * 60)) + text.slice(at);
  }
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  lines.splice(line, 1, `${' '.repeat(Math.floor(random() * 8))}${(lines[line] ?? '').trim()}`);
  return lines.join('\n');
}

/** A few real files, small ones. */
function corpusSeeds(): string[] {
  const rows = sharedRows('oracle', 'compose-corpus.jsonl');
  return rows.flatMap((row, i) => {
    const file =
      typeof row === 'object' && row !== null && 'file' in row && i % 40 === 0 ? String(row.file) : undefined;
    const text = file === undefined ? '' : readShared(file);
    return text.length > 0 && text.length < 3000 ? [text] : [];
  });
}
