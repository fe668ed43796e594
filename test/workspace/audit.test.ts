// Reading ahead and analysing in order: what is wrong with a file is a finding of that file.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Analysis } from '../../server/src/lint/analysis';
import { type Audited, audit } from '../../server/src/workspace/audit';
import type { FoundFile } from '../../server/src/workspace/discover';
import { memoryFileSystem, ROOT } from './memory-file-system';

const file = (path: string): FoundFile => ({ path, uri: `${ROOT}/${path}` });
const analyse = (uri: string, text: string): Analysis => ({ uri, lines: text.split('\n'), findings: [] });

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function audited(files: readonly FoundFile[], signal?: AbortSignal): Promise<Audited<FoundFile>[]> {
  const fs = memoryFileSystem({
    ...Object.fromEntries(files.map(({ path }) => [path, path])),
    big: 'x'.repeat(1_048_577),
  });
  const all: Audited<FoundFile>[] = [];
  for await (const one of audit(each([...files, file('big'), file('gone')]), { fs, analyse, signal })) all.push(one);
  return all;
}

describe('audit', () => {
  test('keeps the order, however many files there are', async () => {
    const files = Array.from({ length: 50 }, (_, i) => file(`f${i}`));
    const all = await audited(files);
    assert.deepEqual(
      all.slice(0, 50).map(({ analysis: { lines } }) => lines[0]),
      files.map(({ path }) => path),
    );
    assert.deepEqual(
      all.slice(50).map(({ analysis, source }) => [analysis.findings[0]?.rule, source]),
      [
        ['not-analysed', undefined],
        ['unreadable-file', undefined],
      ],
    );
  });

  test('passes on why a file was not found', async () => {
    const [first] = await audited([{ ...file('a'), problem: 'permission denied' }]);
    assert.equal(first?.analysis.findings[0]?.message, "this can't be read: permission denied");
  });

  test('stops when it is told to', async () => {
    const files = Array.from({ length: 50 }, (_, i) => file(`f${i}`));
    assert.ok((await audited(files, AbortSignal.abort())).length <= 1);
  });
});
