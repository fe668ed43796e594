// Reading a Compose file line by line: what is said is what YAML says, and anything unusual is unknown.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildOf } from '../../server/src/compose/build';
import { plainServices } from '../../server/src/compose/plain-services';
import { readProject } from '../../server/src/compose/project';
import { userOf } from '../../server/src/compose/security';
import { randomNumbers } from '../support/random';
import { needsShared, readShared, sharedRows } from '../support/shared';
import { filesOf, ROOT } from './files';

const isRow = (row: unknown): row is { readonly file: string } =>
  typeof row === 'object' && row !== null && 'file' in row;

const SEED = [
  'name: a',
  'services:',
  '  web:',
  '    build: ./app # here',
  '    user: "1000:1000"',
  '    ports:',
  '    - "80:80"',
  '  job:',
  "    user: 'app'",
  '    build:',
  '      context: ..',
  '      dockerfile: Job.Dockerfile',
  '      args:',
  '        A: b',
  'volumes:',
  '  data: {}',
  '',
].join('\n');
const PIECES = [
  ' ',
  '  ',
  '#',
  ' #',
  ':',
  ': ',
  '"',
  "'",
  '\\',
  '$',
  '${A:-1}',
  '&a ',
  '*a',
  '!!str ',
  '|',
  '>',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '~',
  '0',
  '\t',
  '\r',
  '%',
  '@',
  '?',
  'root',
  '\n',
];
const LINES = [
  'user: "2"',
  'user: root',
  'build: .',
  'target: x',
  '<<: *a',
  '- a',
  'image: x:1',
  '# user: 0',
  '---',
  '...',
  '"user": "0"',
  '? user',
  ': root',
  'extends: web',
  'user:',
  'dockerfile_inline: FROM a',
];

describe('plain Compose files', () => {
  test('users and builds', () => {
    const text =
      '# two\nservices:\n  web:\n    build: ./app # here\n    user: "1000:1000"\n    ports:\n    - "80:80"\n' +
      "  job:\n    user: ${U:-app}\n    build:\n      context: ..\n      dockerfile: 'Job.Dockerfile'\n      target: run\n";
    assert.deepEqual(plainServices(text), [
      { name: 'web', user: '1000:1000', build: { context: './app', dockerfile: 'Dockerfile', target: undefined } },
      { name: 'job', user: 'app', build: { context: '..', dockerfile: 'Job.Dockerfile', target: 'run' } },
    ]);
  });

  const unusual: Readonly<Record<string, string>> = {
    anchor: 'services:\n  web: &web\n    build: .\n',
    alias: 'services:\n  web:\n    build: *b\n',
    'merge key': 'services:\n  web:\n    <<: *base\n    build: .\n',
    flow: 'services:\n  web: { build: . }\n',
    'flow build': 'services:\n  web:\n    build: { context: . }\n',
    extends: 'services:\n  web:\n    extends: base\n    build: .\n',
    include: 'include: [other.yaml]\nservices:\n  web:\n    build: .\n',
    variable: 'services:\n  web:\n    user: "${UID}"\n    build: .\n',
    escape: 'services:\n  web:\n    user: "\\x30"\n    build: .\n',
    tab: 'services:\n\tweb:\n',
    documents: 'services:\n  web:\n    build: .\n---\nservices: {}\n',
    'two lines': 'services:\n  web:\n    user: a\n      b\n    build: .\n',
    'block text': 'services:\n  web:\n    user: |\n      root\n    build: .\n',
    reset: 'services:\n  web:\n    user: !reset null\n    build: .\n',
    twice: 'services:\n  web:\n    user: "1"\n    user: root\n    build: .\n',
    JSON: '{"services": {"web": {"build": "."}}}',
    empty: '',
  };
  for (const [name, text] of Object.entries(unusual)) {
    test(`${name}: unknown`, () => assert.equal(plainServices(text), undefined));
  }

  test('of 5,000 mutated files it says what the whole reader says, or nothing', () => {
    const random = randomNumbers(8);
    const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
    let known = 0;
    for (let i = 0; i < 5_000; i++) {
      const lines = SEED.split('\n');
      for (let change = 0; change < 1 + (i % 2); change++) {
        const at = Math.floor(random() * lines.length);
        const line = lines[at] ?? '';
        const column = Math.floor(random() * (line.length + 1));
        const isLine = random() < 0.4;
        if (isLine)
          lines.splice(at, random() < 0.5 ? 1 : 0, `${' '.repeat(Math.floor(random() * 5) * 2)}${pick(LINES)}`);
        else lines[at] = line.slice(0, column) + pick(PIECES) + line.slice(column + Math.floor(random() * 3));
      }
      const text = lines.join('\n');
      const plain = plainServices(text);
      if (!plain) continue;
      const { all, problems } = readProject({ uri: `${ROOT}compose.yaml`, text, files: filesOf({}) });
      // What Compose refuses runs nowhere.
      if (problems.some(({ kind }) => kind === 'yaml' || kind === 'invalid')) continue;
      known++;
      for (const { name, user, build } of plain) {
        const service = all.get(name);
        const real = service && buildOf(service);
        assert.equal(user?.split(':')[0], service && userOf(service)?.user, text);
        if (real?.inline) continue;
        const { context, dockerfile, target } = real ?? {};
        assert.deepEqual(build, real && { context, dockerfile, target }, text);
      }
    }
    assert.ok(known > 500, String(known));
  });

  test('of 1,235 real files it says what the whole reader says', { skip: needsShared }, () => {
    let known = 0;
    for (const { file } of sharedRows('oracle', 'compose-corpus.jsonl').filter(isRow)) {
      const text = readShared(file);
      const plain = plainServices(text);
      if (!plain) continue;
      const { all } = readProject({ uri: `${ROOT}${file}`, text, files: filesOf({}) });
      for (const { name, user, build } of plain) {
        const service = all.get(name);
        if (!service) continue;
        const said = userOf(service);
        const real = buildOf(service);
        known++;
        assert.equal(user?.split(':')[0], said?.user, `${file}: ${name}`);
        if (real?.inline) continue;
        assert.deepEqual(
          build,
          real && { context: real.context, dockerfile: real.dockerfile, target: real.target },
          `${file}: ${name}`,
        );
      }
    }
    assert.ok(known > 1000, String(known));
  });
});
