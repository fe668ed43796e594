// Reading agrees with compose-go, Compose's own reader: services as it resolves them, and whether it refuses a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsedCompose, parsedProject } from '../../server/src/cli/parse-compose';
import { readProject } from '../../server/src/compose/project';
import { needsShared, readShared, sharedRows } from '../support/shared';
import { filesOf, ROOT } from './files';

type Services = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface CorpusRow {
  readonly file: string;
  readonly services?: Services;
  readonly error?: string;
}

interface MergeRow {
  readonly name: string;
  readonly load: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly project?: { readonly services: Services };
  readonly error?: string;
}

const isCorpusRow = (row: unknown): row is CorpusRow => typeof row === 'object' && row !== null && 'file' in row;
const isMergeRow = (row: unknown): row is MergeRow => typeof row === 'object' && row !== null && 'load' in row;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('1,235 real files are read as Compose reads them', { skip: needsShared }, () => {
  const rows = sharedRows('oracle', 'compose-corpus.jsonl').filter(isCorpusRow);
  const differing = rows.filter(({ file, services, error }) => {
    const parsed = parsedCompose(`${ROOT}${file}`, readShared(file), filesOf({}));
    if ('error' in parsed) return error === undefined;
    return error !== undefined || JSON.stringify(sorted(plain(parsed.services))) !== JSON.stringify(sorted(services));
  });
  assert.deepEqual(
    differing.map(({ file }) => file),
    [],
  );
  assert.equal(rows.length, 1235);
});

/** Not a part of what is compared: commands and what has nothing to do with security. */
const LEFT_OUT: ReadonlySet<string> = new Set(['command', 'entrypoint', 'profiles', 'init', 'dns']);

const compared = (services: Services): unknown =>
  Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      Object.fromEntries(Object.entries(service).filter(([key]) => !LEFT_OUT.has(key))),
    ]),
  );

/** Keys in order, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

test('29 projects are put together as Compose does, whichever of their files is read', { skip: needsShared }, () => {
  const rows = sharedRows('oracle', 'compose-merge.jsonl').filter(isMergeRow);
  for (const { name, load, files, project, error } of rows) {
    for (const own of load) {
      const input = {
        uri: ROOT + own,
        text: files[own] ?? '',
        files: filesOf(files),
        load: load.map((each) => ROOT + each),
      };
      const parsed = parsedProject(readProject(input));
      if ('error' in parsed) assert.ok(error !== undefined, `${name}: ${parsed.error}`);
      else assert.deepEqual(compared(plain(parsed.services) as Services), compared(project?.services ?? {}), name);
    }
  }
  assert.equal(rows.length, 29);
});
