// What a listing has told is not asked for again, and nothing is held to be missing that was not looked for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { childUri } from '../../server/src/text/uri';
import type { FileSystem } from '../../server/src/workspace/file-system';
import { ListedFolders } from '../../server/src/workspace/listed-folders';
import { analyseAmong, Surroundings } from '../../server/src/workspace/surroundings';
import { memoryFileSystem, ROOT } from './memory-file-system';

interface Asked {
  readonly fs: FileSystem;
  readonly stats: string[];
  readonly listings: string[];
}

function asking(paths: readonly string[], ignoresCase = false): Asked {
  const stats: string[] = [];
  const listings: string[] = [];
  const memory = memoryFileSystem(Object.fromEntries(paths.map((path) => [path, 'FROM a\n'])), (uri) =>
    listings.push(uri),
  );
  const stat: FileSystem['stat'] = (uri) => {
    stats.push(uri.slice(ROOT.length + 1));
    return memory.stat(uri);
  };
  return { fs: { ...memory, stat, ignoresCase }, stats, listings };
}

const at = (path: string): string => path.split('/').reduce((folder, name) => childUri(folder, name), ROOT);

describe('a folder that was listed', () => {
  test('is listed once', async () => {
    const { fs, listings } = asking(['a/Dockerfile']);
    const folders = new ListedFolders(fs);
    const [first, second] = await Promise.all([folders.readDirectory(at('a')), folders.readDirectory(at('a'))]);
    assert.equal(first, second);
    assert.deepEqual(listings, [at('a')]);
  });

  test('has nothing but what it had', async () => {
    const { fs, stats } = asking(['a/Dockerfile', 'a/b/Dockerfile', 'a/ä %41']);
    const folders = new ListedFolders(fs);
    await folders.readDirectory(at('a'));
    assert.equal(await folders.stat(at('a/compose.yaml')), undefined);
    assert.deepEqual(stats, []);
    assert.equal((await folders.stat(at('a/Dockerfile')))?.kind, 'file');
    assert.equal((await folders.stat(at('a/b')))?.kind, 'folder');
    assert.equal((await folders.stat(at('a/ä %41')))?.kind, 'file');
    assert.equal(stats.length, 3);
  });

  test('says nothing of the folders in it', async () => {
    const { fs, stats } = asking(['a/b/Dockerfile']);
    const folders = new ListedFolders(fs);
    await folders.readDirectory(at('a'));
    assert.equal(folders.isMissing(at('a/b/compose.yaml')), false);
    assert.equal(await folders.stat(at('a/b/compose.yaml')), undefined);
    assert.deepEqual(stats, ['a/b/compose.yaml']);
  });
});

test('where names differ in their case alone, a file is asked for', async () => {
  const { fs } = asking(['a/dockerfile'], true);
  const folders = new ListedFolders(fs);
  await folders.readDirectory(at('a'));
  assert.equal(folders.isMissing(at('a/Dockerfile')), false);
});

test('a folder of long ago is forgotten', async () => {
  const { fs } = asking(['first/Dockerfile']);
  const folders = new ListedFolders(fs);
  await folders.readDirectory(at('first'));
  assert.equal(folders.isMissing(at('first/x')), true);
  for (let i = 0; i < 1_000; i++) await folders.readDirectory(at(`${i}`));
  assert.equal(folders.isMissing(at('first/x')), false);
});

test('an analysis that asks for what is known to be missing is not done again', async () => {
  const { fs } = asking(['a/Dockerfile']);
  const folders = new ListedFolders(fs);
  await folders.readDirectory(at('a'));
  const surroundings = new Surroundings({
    fs: folders,
    rootOf: () => ROOT,
    isMissing: (uri) => folders.isMissing(uri),
  });
  const said: string[] = [];
  await analyseAmong(surroundings, (files) => {
    const { kind } = files.read(at('a/compose.yaml'));
    said.push(kind);
    const uri = at('a/Dockerfile');
    return { uri, lines: [], findings: [], unread: kind === 'unknown' ? new Set([uri]) : undefined };
  });
  assert.deepEqual(said, ['missing']);
});
