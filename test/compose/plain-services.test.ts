// Reading a Compose file line by line: what is said is what YAML says, and anything unusual is unknown.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildOf } from '../../server/src/compose/build';
import { plainServices } from '../../server/src/compose/plain-services';
import { readProject } from '../../server/src/compose/project';
import { userOf } from '../../server/src/compose/security';
import { needsShared, readShared, sharedRows } from '../support/shared';
import { filesOf, ROOT } from './files';

const isRow = (row: unknown): row is { readonly file: string } =>
  typeof row === 'object' && row !== null && 'file' in row;

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
