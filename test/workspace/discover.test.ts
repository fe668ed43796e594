// Finding files: order, .gitignore, links, and giving up when asked to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDockerfileName } from '../../server/src/dockerfile/file-names';
import { discover, type FoundFile } from '../../server/src/workspace/discover';
import type { Entry } from '../../server/src/workspace/file-system';
import { type MemoryFiles, memoryFileSystem, ROOT } from './memory-file-system';

async function found(files: MemoryFiles, root = ROOT): Promise<FoundFile[]> {
  const all: FoundFile[] = [];
  for await (const file of discover(root, { fs: memoryFileSystem(files), accepts: isDockerfileName })) all.push(file);
  return all;
}

const paths = async (files: MemoryFiles, root?: string): Promise<string[]> =>
  (await found(files, root)).map(({ path }) => path);

describe('discover', () => {
  test('answers files before folders, each by code units, whatever order the disk has', async () => {
    const names = [
      'b/Dockerfile',
      'Dockerfile',
      'a/z/Dockerfile',
      'B/Dockerfile',
      'a/Dockerfile',
      'Dockerfile.a',
      'x.txt',
    ];
    const expected = ['Dockerfile', 'Dockerfile.a', 'B/Dockerfile', 'a/Dockerfile', 'a/z/Dockerfile', 'b/Dockerfile'];
    const files = (order: readonly string[]): MemoryFiles => Object.fromEntries(order.map((name) => [name, '']));
    assert.deepEqual(await paths(files(names)), expected);
    assert.deepEqual(await paths(files(names.toReversed())), expected);
  });

  test('spells URIs as editors do', async () => {
    const [file] = await found({ "a b/ü(1)'/Dockerfile": '' });
    assert.deepEqual(file, { uri: `${ROOT}/a%20b/%C3%BC%281%29%27/Dockerfile`, path: "a b/ü(1)'/Dockerfile" });
  });

  test('enters neither .git nor node_modules', async () => {
    assert.deepEqual(await paths({ '.git/Dockerfile': '', 'a/node_modules/Dockerfile': '', 'a/Dockerfile': '' }), [
      'a/Dockerfile',
    ]);
  });

  test('tells of a folder that can’t be listed, and goes on', async () => {
    const files = { 'a/Dockerfile': '', b: new Error('permission denied'), 'c/Dockerfile': '' };
    assert.deepEqual(
      (await found(files)).map(({ path, problem }) => problem ?? path),
      ['a/Dockerfile', 'permission denied', 'c/Dockerfile'],
    );
  });

  test('takes more links in one folder than a call takes arguments', async () => {
    const links: Entry[] = Array.from({ length: 150_000 }, (_, i) => ({ name: `${i}.dockerfile`, kind: 'link' }));
    const fs = { ...memoryFileSystem({ Dockerfile: '' }), readDirectory: async () => links };
    let problems = 0;
    for await (const { problem } of discover(ROOT, { fs, accepts: isDockerfileName })) if (problem) problems++;
    assert.equal(problems, links.length);
  });

  test('stops when it is told to', async () => {
    const abort = new AbortController();
    const files = memoryFileSystem(Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}/Dockerfile`, ''])));
    const seen: string[] = [];
    for await (const { path } of discover(ROOT, { fs: files, accepts: isDockerfileName, signal: abort.signal })) {
      seen.push(path);
      abort.abort();
    }
    assert.deepEqual(seen, ['a/Dockerfile']);
  });
});

describe('.gitignore', () => {
  const D = 'Dockerfile';
  const ROWS: readonly (readonly [what: string, files: MemoryFiles, expected: readonly string[]])[] = [
    ['a folder', { '.gitignore': 'out/', [`out/${D}`]: '', [`a/out/${D}`]: '', [D]: '' }, [D]],
    ['anchored', { '.gitignore': '/out', [`out/${D}`]: '', [`a/out/${D}`]: '' }, [`a/out/${D}`]],
    ['a file, case counted', { '.gitignore': 'dockerfile', [D]: '' }, [D]],
    ['the last pattern wins', { '.gitignore': 'Docker*\n!Dockerfile', [D]: '', [`${D}.a`]: '' }, [D]],
    ['the nearest file wins', { '.gitignore': D, 'a/.gitignore': `!${D}`, [D]: '', [`a/${D}`]: '' }, [`a/${D}`]],
    [
      'a nearer file takes a whole folder in',
      { '.gitignore': 'out/', 'a/.gitignore': '!out/', [`a/out/${D}`]: '' },
      [`a/out/${D}`],
    ],
    ['not out of its folder', { 'a/.gitignore': D, [D]: '', [`a/${D}`]: '' }, [D]],
    ['with CRLF and comments', { '.gitignore': '# x\r\nout\r\n', [`out/${D}`]: '', [D]: '' }, [D]],
    ['not through a link, as git', { '.gitignore': { to: 'x' }, x: D, [D]: '' }, [D]],
    [
      'not across a nested repository',
      { '.gitignore': '*.a', 'sub/.git/HEAD': '', [`sub/${D}.a`]: '', [`${D}.a`]: '' },
      [`sub/${D}.a`],
    ],
  ];
  for (const [what, files, expected] of ROWS) {
    test(what, async () => assert.deepEqual(await paths(files), expected));
  }

  test('holds from the repository’s root on, not from above it', async () => {
    const files = {
      '.git/HEAD': '',
      '.gitignore': '/a/b/Dockerfile\n',
      '.git/info/exclude': '*.x',
      'a/b/Dockerfile': '',
      'a/b/Dockerfile.x': '',
      'a/b/Dockerfile.y': '',
    };
    assert.deepEqual(await paths({ ...files, '/.gitignore': '*' }, `${ROOT}/a/b`), ['Dockerfile.y']);
  });

  test('says nothing of a folder that was named, though it ignores it', async () => {
    const files = { '.git/HEAD': '', '.gitignore': 'out/\n*.x\n', 'out/Dockerfile': '', 'out/a/Dockerfile': '' };
    assert.deepEqual(await paths(files, `${ROOT}/out`), ['Dockerfile', 'a/Dockerfile']);
  });

  test('takes no minutes, whatever the patterns are', async () => {
    const deep = `${'a/'.repeat(100)}Dockerfile`;
    const patterns = `${'a/**/'.repeat(12)}b\n${'**/*a*/'.repeat(12)}b\n${'*a'.repeat(30)}b\n**/x/**/y/**\n`;
    const started = performance.now();
    assert.deepEqual(await paths({ '.gitignore': patterns, [deep]: '', 'q/x/y/Dockerfile': '' }), [deep]);
    assert.ok(performance.now() - started < 2_000);
  });

  test('keeps ignored folders unread', async () => {
    const listed: string[] = [];
    const fs = memoryFileSystem({ '.gitignore': 'out', 'out/a/Dockerfile': '', 'b/Dockerfile': '' }, (uri) =>
      listed.push(uri),
    );
    for await (const _ of discover(ROOT, { fs, accepts: isDockerfileName }));
    assert.deepEqual(listed, [ROOT, `${ROOT}/b`]);
  });
});

describe('links', () => {
  test('lead to files inside, once, and behind all others', async () => {
    const files = {
      'Dockerfile.one': { to: 'z/plain.txt' },
      'Dockerfile.two': { to: 'z/plain.txt' },
      'Dockerfile.same': { to: 'z/Dockerfile' },
      'z/plain.txt': '',
      'z/Dockerfile': '',
    };
    assert.deepEqual(await paths(files), ['z/Dockerfile', 'Dockerfile.one']);
  });

  test('lead neither out nor into folders; one that leads nowhere is told', async () => {
    const files = {
      'Dockerfile.out': { to: '/etc/secret' },
      '/etc/secret': '',
      'Dockerfile.d': { to: 'a' },
      'Dockerfile.gone': { to: 'gone' },
      up: { to: 'a' },
      'a/Dockerfile': '',
    };
    assert.deepEqual(
      (await found(files)).map(({ path, problem }) => [path, problem]),
      [
        ['a/Dockerfile', undefined],
        ['Dockerfile.gone', 'there is no such file'],
      ],
    );
  });
});
