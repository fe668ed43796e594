// Dockerfiles by their names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDockerfileName, isOtherName, isTemplateName } from '../../server/src/dockerfile/file-names';

const DOCKERFILES = [
  'Dockerfile',
  'dockerfile',
  'DOCKERFILE',
  'Dockerfile.dev',
  'Dockerfile.prod.alpine',
  'Dockerfile-dev',
  'dockerfile-x',
  'app.dockerfile',
  'app.Dockerfile',
  'a.b.DOCKERFILE',
  'Containerfile',
  'containerfile.dev',
  'Containerfile-x',
  'app.containerfile',
  'Dockerfile.j2',
  'Dockerfile.tmpl',
  'Dockerfile.1',
  'Dockerfile.json',
  'Dockerfile.md.x',
  '.x.dockerfile',
  'Dockerfile.mdx',
  'Dockerfile..',
  'Dockerfile.größe',
];
const OTHERS = [
  '',
  'Dockerfiles',
  'MyDockerfile',
  'Dockerfile_dev',
  'Dockerfile.',
  'Dockerfile-',
  '.dockerfile',
  'dockerfile/x',
  'docker-compose.yml',
  'Makefile',
  'xContainerfile',
  'Dockerfile.md',
  'Dockerfile.MD',
  'Dockerfile-notes.md',
  'Dockerfile.ts',
  'Dockerfile.js',
  'Dockerfile.py',
  'Dockerfile.java',
  'Dockerfile.dockerignore',
  'app.dockerignore',
  '.dockerignore',
  '.containerignore',
  'Dockerfile.dev.dockerignore',
  'dockerfile.txt.md',
  'app.dockerfile.bak',
];
const TEMPLATES = ['Dockerfile.j2', 'Dockerfile.TMPL', 'app.dockerfile.tpl', 'Dockerfile.erb', 'Dockerfile.in', 'x.in'];

test('Dockerfiles', () => {
  for (const name of DOCKERFILES) assert.equal(isDockerfileName(name), true, name);
});

test('other files', () => {
  for (const name of OTHERS) assert.equal(isDockerfileName(name), false, name);
});

test('names of other languages, whatever they begin with', () => {
  for (const name of [
    'Dockerfile.md',
    'x.MD',
    'app.dockerignore',
    'a.containerignore',
    'Dockerfile.d.ts',
    'x.js',
    'x.py',
    'X.JAVA',
  ]) {
    assert.equal(isOtherName(name), true, name);
  }
  for (const name of ['Dockerfile', 'x.mdx', 'md', 'dockerignore', 'x.tsx', 'x.json'])
    assert.equal(isOtherName(name), false, name);
});

test('templates', () => {
  for (const name of TEMPLATES) assert.equal(isTemplateName(name), true, name);
  for (const name of ['Dockerfile', 'Dockerfile.j2.x', 'Dockerfile.inn', 'in', 'Dockerfilein'])
    assert.equal(isTemplateName(name), false, name);
});
