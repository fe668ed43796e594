// What compose-check counts as a change that a fix has to declare.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingOf, undeclared } from '../../scripts/compose-check/reading';

const PROJECT = {
  name: 'project',
  services: { web: { image: 'nginx:1.31.0', networks: { default: null } }, db: { image: 'postgres:18' } },
  networks: { default: { name: 'project_default' } },
  volumes: { data: { name: 'project_data' } },
};

test('a key of a service, a service and a part of the top level are changes by their names', () => {
  const before = readingOf(PROJECT);
  const after = readingOf({
    ...PROJECT,
    services: { web: { image: 'nginx:1.31.1', user: '1000' } },
    volumes: {},
  });
  assert.deepEqual(undeclared(before, after, new Set()), ['web.image', 'db.', 'db.image', ':volumes:data', 'web.user']);
  assert.deepEqual(undeclared(before, after, new Set(['image', 'volumes', 'user'])), ['db.']);
  assert.deepEqual(undeclared(before, after, new Set(['*'])), []);
});

test('the default network is no change', () => {
  const own = { ...PROJECT, networks: {}, services: { web: { image: 'nginx:1.31.0' }, db: { image: 'postgres:18' } } };
  assert.deepEqual(undeclared(readingOf(PROJECT), readingOf(own), new Set()), []);
  const joined = { ...own, services: { ...own.services, db: { image: 'postgres:18', networks: { back: null } } } };
  assert.deepEqual(undeclared(readingOf(PROJECT), readingOf(joined), new Set()), ['db.networks']);
});
