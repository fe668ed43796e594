// Paths as URIs and back, on Windows as well, spelt as VS Code spells them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathOf, uriOf } from '../../server/src/cli/node-file-system';
import { childUri, parentUri, pathWithin } from '../../server/src/text/uri';

type System = 'win32' | 'linux';

const PATHS: readonly (readonly [System, path: string, uri: string])[] = [
  ['win32', 'c:\\', 'file:///c%3A/'],
  ['win32', 'c:\\ws\\Dockerfile', 'file:///c%3A/ws/Dockerfile'],
  ['win32', 'c:\\Program Files (x86)\\a#b%41', 'file:///c%3A/Program%20Files%20%28x86%29/a%23b%2541'],
  ['win32', 'd:\\größe\\Dockerfile', 'file:///d%3A/gr%C3%B6%C3%9Fe/Dockerfile'],
  ['win32', '\\\\server\\Share\\Dockerfile', 'file://server/Share/Dockerfile'],
  ['win32', '\\\\wsl$\\Ubuntu\\home\\me', 'file://wsl%24/Ubuntu/home/me'],
  ['win32', '\\\\wsl.localhost\\Ubuntu\\home\\me', 'file://wsl.localhost/Ubuntu/home/me'],
  ['linux', '/', 'file:///'],
  ['linux', '/ws/a b/100%/Dockerfile', 'file:///ws/a%20b/100%25/Dockerfile'],
  ['linux', '/ws/c:\\d', 'file:///ws/c%3A%5Cd'],
  ['linux', "/ws/(a)!*'", 'file:///ws/%28a%29%21%2A%27'],
  ['linux', '/ws/~größe@1+2', 'file:///ws/~gr%C3%B6%C3%9Fe%401%2B2'],
];

describe('paths', () => {
  for (const [system, path, uri] of PATHS) {
    test(`${path} is ${uri}`, () => {
      assert.equal(uriOf(path, system), uri);
      assert.equal(pathOf(uri, system), path);
    });
  }

  const SAME: readonly (readonly [path: string, uri: string])[] = [
    ['C:\\ws', 'file:///c%3A/ws'],
    ['C:/ws/a', 'file:///c%3A/ws/a'],
    ['\\\\SERVER\\Share', 'file://server/Share'],
    ['\\\\?\\C:\\ws', 'file:///c%3A/ws'],
    ['\\\\?\\UNC\\Server\\Share', 'file://server/Share'],
  ];
  for (const [path, uri] of SAME)
    test(`${path} is the same place as ${uri}`, () => assert.equal(uriOf(path, 'win32'), uri));

  test('an odd URI is read as Node reads it', () => {
    assert.equal(pathOf('file:///ws/a/../b', 'linux'), '/ws/b');
    assert.equal(pathOf('file:///ws/a/%2e%2E/b', 'linux'), '/ws/b');
    assert.equal(pathOf('file:///ws/a//b', 'linux'), '/ws/a//b');
    assert.equal(pathOf('file:///ws/a?b#c', 'linux'), '/ws/a');
    assert.throws(() => pathOf('file:///ws/a%2Fb', 'linux'));
    assert.throws(() => pathOf('file:///ws/a%ff', 'linux'));
  });

  test('other editors spell a drive in their own way', () => {
    assert.equal(pathOf('file:///C:/ws/a%20b', 'win32'), 'C:\\ws\\a b');
    assert.equal(childUri('file:///C:/ws', 'a b'), 'file:///C:/ws/a%20b');
    assert.equal(pathWithin('file:///C:/ws/a/Dockerfile', 'file:///C:/ws'), 'a/Dockerfile');
  });
});

const PARENTS: readonly (readonly [uri: string, parent: string | undefined])[] = [
  ['file:///c%3A/ws/Dockerfile', 'file:///c%3A/ws'],
  ['file:///c%3A/Dockerfile', 'file:///c%3A/'],
  ['file:///C:/Dockerfile', 'file:///C:/'],
  ['file:///c%3A/', undefined],
  ['file://server/share/Dockerfile', 'file://server/share'],
  ['file://server/share', 'file://server/'],
  ['file://server/', undefined],
  ['file://wsl%24/Ubuntu/home', 'file://wsl%24/Ubuntu'],
  ['file:///ws', 'file:///'],
  ['file:///', undefined],
  ['vscode-vfs://github/shop/api', 'vscode-vfs://github/shop'],
  ['vscode-vfs://github/shop', 'vscode-vfs://github/'],
  ['vscode-vfs://github/', undefined],
  ['memfs:/a/b', 'memfs:/a'],
  ['memfs:/a', 'memfs:/'],
  ['memfs:/', undefined],
];

describe('the folder above', () => {
  for (const [uri, parent] of PARENTS) {
    test(`${uri} is ${parent ?? 'none'}`, () => {
      assert.equal(parentUri(uri), parent);
      if (parent !== undefined)
        assert.equal(childUri(parent, decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))), uri);
    });
  }
});
