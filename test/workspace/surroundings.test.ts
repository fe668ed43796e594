// What rules may see of other files: what the root holds, followed from one to the next, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import { dockerfileRule } from '../../server/src/rule/rule';
import type { FileAnswer } from '../../server/src/text/files';
import { rangeOf } from '../../server/src/text/range';
import { parentUri, resolvePath } from '../../server/src/text/uri';
import { analyseAmong, Surroundings } from '../../server/src/workspace/surroundings';
import { type MemoryFiles, memoryFileSystem, ROOT } from './memory-file-system';

/** Follows `next: PATH` lines from file to file, and reports what it saw. */
const follows = dockerfileRule({
  id: 'follows',
  title: 'follows',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: { why: '', bad: '', good: '', limits: '' },
  *file({ syntax: { lines } }, { uri, files }) {
    const seen: string[] = [];
    let [at, path] = [uri, nextIn(lines.join('\n'))];
    while (path !== undefined) {
      at = resolvePath(parentUri(at) ?? at, path) ?? '';
      const answer: FileAnswer = files.read(at);
      seen.push(`${path} ${answer.kind}`);
      path = answer.kind === 'text' ? nextIn(answer.text) : undefined;
    }
    yield { range: rangeOf(0, 0, 0, 0), message: seen.join(', ') };
  },
});

const nextIn = (text: string): string | undefined => /next: (\S+)/.exec(text)?.[1];

const linter = new DockerfileLinter({ rules: [follows], facts: { images: bundledImageFacts }, profile: 'recommended' });

async function seen(text: string, given: MemoryFiles): Promise<string | undefined> {
  const surroundings = new Surroundings({ fs: memoryFileSystem(given), rootOf: () => ROOT });
  const uri = `${ROOT}/a/Dockerfile`;
  const analysis = await analyseAmong(surroundings, (files) => analyseWith(linter, uri, text, files));
  return analysis.findings[0]?.message;
}

test('a chain of files is read to its end', async () => {
  const files = { 'a/1': 'next: ../b/2', 'b/2': 'next: ./c/3', 'b/c/3': 'next: /w/4' };
  assert.equal(await seen('# next: 1\nFROM a\n', files), '1 text, ../b/2 text, ./c/3 text, /w/4 missing');
});

test('each file is asked for once', async () => {
  const looked: string[] = [];
  const fs = memoryFileSystem({ 'a/x': '' });
  const counted = {
    ...fs,
    stat: (uri: string) => {
      looked.push(uri);
      return fs.stat(uri);
    },
  };
  const surroundings = new Surroundings({ fs: counted, rootOf: () => ROOT });
  await surroundings.load([`${ROOT}/a/x`, `${ROOT}/a/x`]);
  assert.equal(await surroundings.load([`${ROOT}/a/x`]), false, 'nothing is known now that was not before');
  await Promise.all([surroundings.load([`${ROOT}/a/y`]), surroundings.load([`${ROOT}/a/y`])]);
  assert.deepEqual(looked, [`${ROOT}/a/x`, `${ROOT}/a/y`], 'each is asked for once');
});

for (const [what, path, files, kind] of [
  ['a folder', '../b', { 'b/c': '' }, 'other'],
  ['what stands outside the root', '../../etc/passwd', { '/etc/passwd': 'root' }, 'unknown'],
  ['what a link leads out to', 'link', { 'a/link': { to: '/etc/passwd' }, '/etc/passwd': 'root' }, 'unknown'],
  ['a link inside', 'link', { 'a/link': { to: 'b/c' }, 'b/c': '' }, 'text'],
  ['what is too large', 'big', { 'a/big': 'x'.repeat(1_048_577) }, 'other'],
] as const) {
  test(`${what} is ${kind}`, async () => {
    assert.equal(await seen(`# next: ${path}\nFROM a\n`, files), `${path} ${kind}`);
  });
}

test('what is open counts as it is typed', async () => {
  const uri = `${ROOT}/a/x`;
  let open: string | undefined = 'typed';
  const surroundings = new Surroundings({
    fs: memoryFileSystem({ 'a/x': 'saved' }),
    rootOf: () => ROOT,
    openText: () => open,
  });
  assert.deepEqual(surroundings.read(uri), { kind: 'text', text: 'typed' });
  open = undefined;
  assert.deepEqual(surroundings.read(uri), { kind: 'unknown' });
  await surroundings.load([uri]);
  assert.deepEqual(surroundings.read(uri), { kind: 'text', text: 'saved' });
});

test('a file that changed is as it was until it is read again', async () => {
  const uri = `${ROOT}/a/x`;
  const fs = memoryFileSystem({ 'a/x': 'one' });
  let now = 'one';
  const readText: typeof fs.readText = async (file) => ({ ...(await fs.readText(file)), text: now });
  const surroundings = new Surroundings({ fs: { ...fs, readText }, rootOf: () => ROOT });
  await surroundings.load([uri]);
  now = 'two';
  const refreshed = surroundings.refresh(uri);
  assert.deepEqual(surroundings.read(uri), { kind: 'text', text: 'one' });
  await refreshed;
  assert.deepEqual(surroundings.read(uri), { kind: 'text', text: 'two' });
});

test('a file that changes while it is read for the first time is known as it is then', async () => {
  const uri = `${ROOT}/a/x`;
  const readers: ((text: string) => void)[] = [];
  let begun = (): void => undefined;
  const reading = (): Promise<void> => new Promise((resolve) => (begun = resolve));
  const fs = {
    ...memoryFileSystem({ 'a/x': '' }),
    readText: async () => {
      const text = await new Promise<string>((resolve) => {
        readers.push(resolve);
        begun();
      });
      return { text, hasByteOrderMark: false, isExact: true };
    },
  };
  const surroundings = new Surroundings({ fs, rootOf: () => ROOT });
  const first = reading();
  const loading = surroundings.load([uri]);
  await first;
  const second = reading();
  const refreshing = surroundings.refresh(uri);
  await Promise.race([second, refreshing]);
  readers[0]?.('before');
  readers[1]?.('after');
  await Promise.all([loading, refreshing]);
  assert.deepEqual(surroundings.read(uri), { kind: 'text', text: 'after' });
});
