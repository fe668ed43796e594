// An image without USER whose services are told a user beside it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../support/analyse';

const TEXT = 'FROM node:24.4-alpine AS app\nCMD ["node", "server.js"]\n';

const isFound = (files: Readonly<Record<string, string>>, text = TEXT, uri = 'file:///w/app/Dockerfile'): boolean =>
  analyse(text, 'recommended', uri, { files }).findings.some(({ rule }) => rule === 'missing-user');

describe('missing-user among files', () => {
  test('silent where every service that builds it says a user', () => {
    assert.ok(!isFound({ 'app/compose.yaml': 'services:\n  web:\n    build: .\n    user: "1000"\n' }));
    assert.ok(!isFound({ 'docker-compose.yml': 'services:\n  web:\n    build: ./app\n    user: node\n' }));
    assert.ok(
      !isFound({
        'compose.yml':
          'services:\n  web:\n    build: ./app\n    user: "1000"\n  job:\n    build: app/\n    user: "2000:0"\n  db:\n    image: postgres:17\n',
      }),
    );
    assert.ok(
      !isFound({
        'compose.yaml':
          'services:\n  web:\n    build:\n      context: .\n      dockerfile: app/Dockerfile\n      target: APP\n    user: "1000"\n',
      }),
    );
  });

  const reported: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'nothing is beside it': {},
    'one of them says none': {
      'compose.yaml': 'services:\n  web:\n    build: app\n    user: "1"\n  job:\n    build: app\n',
    },
    'one of them says root': { 'compose.yaml': 'services:\n  web:\n    build: app\n    user: "0:0"\n' },
    'another Dockerfile is built': { 'compose.yaml': 'services:\n  web:\n    build: other\n    user: "1"\n' },
    'another stage is built': {
      'compose.yaml': 'services:\n  web:\n    build:\n      context: app\n      target: test\n    user: "1"\n',
    },
    'a variable decides': { 'compose.yaml': 'services:\n  web:\n    build: app\n    user: "${UID}"\n' },
    'the nearer file builds it without': {
      'app/compose.yaml': 'services:\n  web:\n    build: .\n',
      'compose.yaml': 'services:\n  web:\n    build: app\n    user: "1"\n',
    },
    'Compose takes another file': {
      'compose.yaml': 'services:\n  web:\n    image: x:1\n',
      'docker-compose.yml': 'services:\n  web:\n    build: app\n    user: "1"\n',
    },
    'the file is written unusually': { 'compose.yaml': 'services:\n  web: { build: app, user: "1" }\n' },
  };
  for (const [when, files] of Object.entries(reported)) {
    test(`reported where ${when}`, () => assert.ok(isFound(files)));
  }

  test('a file that names no folder is alone', () => assert.ok(isFound({}, TEXT, 'Dockerfile')));

  test('a Dockerfile in the Compose file is silent where the service says a user', () => {
    const inline = (more: string): boolean =>
      analyse(
        `services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM node:24.4-alpine\n        CMD ["node"]\n${more}`,
        'recommended',
        'file:///w/compose.yaml',
      ).findings.some(({ rule }) => rule === 'missing-user');
    assert.ok(inline(''));
    assert.ok(inline('    user: root\n'));
    assert.ok(!inline('    user: "1000"\n'));
  });
});
