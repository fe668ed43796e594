// The names of files beside the one that a report is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOfOther } from '../../server/src/report/other-file';

const uri = 'file:///work/shop/deploy/compose.yaml';

for (const [path, other, expected] of [
  ['compose.yaml', 'file:///work/shop/deploy/web/Dockerfile', 'web/Dockerfile'],
  ['deploy/compose.yaml', 'file:///work/shop/deploy/Dockerfile', 'deploy/Dockerfile'],
  ['deploy/compose.yaml', 'file:///work/shop/my%20app/Dockerfile', 'my app/Dockerfile'],
  ['compose.yaml', 'file:///work/shop/app/Dockerfile', '../app/Dockerfile'],
  ['compose.yaml', 'file:///work/app/Dockerfile', '../../app/Dockerfile'],
  ['../deploy/compose.yaml', 'file:///work/shop/app/Dockerfile', '../app/Dockerfile'],
  ['../deploy/compose.yaml', 'file:///work/app/Dockerfile', '../../app/Dockerfile'],
  ['/work/shop/deploy/compose.yaml', 'file:///work/app/Dockerfile', '/work/app/Dockerfile'],
  ['/work/shop/deploy/compose.yaml', 'file:///etc/Dockerfile', '/etc/Dockerfile'],
  ['compose.yaml', 'vscode-vfs://github/a/Dockerfile', 'vscode-vfs://github/a/Dockerfile'],
] as const)
  test(`beside ${path}, ${other} is ${expected}`, () => assert.equal(pathOfOther({ path, uri }, other), expected));
