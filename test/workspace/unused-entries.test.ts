// Which entries of `suppress` an audit finds to silence nothing, and when it does not know.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileNotice } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { invalidCompose, notAnalysed, template } from '../../server/src/rule/notices';
import { Configurations } from '../../server/src/workspace/configurations';
import { UnusedEntries } from '../../server/src/workspace/unused-entries';
import { analyseBy, onEach } from '../lint/rules';
import { type MemoryFiles, memoryFileSystem, ROOT } from './memory-file-system';

const rules = [onEach('bad-user', 'USER'), onEach('bad-run', 'RUN', { recommended: false })];
const USER = 'FROM a\nUSER b\n';
const CLEAN = 'FROM a\nENV a=b\n';

interface Audit {
  readonly folders?: readonly string[];
  readonly more?: readonly Analysis[];
}

/** What an audit of all Dockerfiles among the files says of configurations. */
async function said(files: MemoryFiles, { folders = [''], more = [] }: Audit = {}): Promise<string[]> {
  const configurations = new Configurations({
    fs: memoryFileSystem(files),
    rules: async () => rules,
    today: '2026-06-15',
    trusted: true,
    rootOf: () => ROOT,
  });
  const unused = new UnusedEntries();
  for (const analysis of more) unused.add(analysis);
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('Dockerfile') || typeof text !== 'string') continue;
    const uri = `${ROOT}/${path}`;
    const { policy } = await configurations.of(uri);
    unused.add(
      analyseBy(text, { rules, today: '2026-06-15', uri, ...policy, profile: policy.profile ?? 'recommended' }),
    );
  }
  const found = unused.within(folders.map((folder) => (folder === '' ? ROOT : `${ROOT}/${folder}`)));
  return [...found].flatMap(([uri, findings]) =>
    findings.map(
      ({ range, severity, rule, message }) =>
        `${uri.slice(ROOT.length + 1)}:${range.start.line + 1} ${severity} ${rule}: ${message}`,
    ),
  );
}

const entry = (rule: string, path: string, more = ''): string => `  - { rule: ${rule}, path: "${path}"${more} }\n`;
const suppress = (...entries: readonly string[]): string => `suppress:\n${entries.join('')}`;
const unusedAt = (line: number, rule = 'bad-user', file = '.hullwright.yaml'): string =>
  `${file}:${line} info unused-suppression: this silences no finding of ${rule}: take it out`;

describe('an entry that silences nothing is told at its place', () => {
  const rows: readonly (readonly [name: string, files: MemoryFiles, said: readonly string[]])[] = [
    ['in any file', { '.hullwright.yaml': suppress(entry('bad-user', '**')), Dockerfile: CLEAN }, [unusedAt(2)]],
    [
      'not where one file has the finding',
      { '.hullwright.yaml': suppress(entry('bad-user', '**')), Dockerfile: CLEAN, 'a/Dockerfile': USER },
      [],
    ],
    [
      'each by itself, in their order',
      {
        '.hullwright.yaml': suppress(entry('bad-user', 'b/**'), entry('bad-user', 'a/**'), entry('bad-user', '**')),
        'b/Dockerfile': CLEAN,
        'a/Dockerfile': USER,
      },
      [unusedAt(2), unusedAt(4)],
    ],
    [
      'on another line',
      { '.hullwright.yaml': suppress(entry('bad-user', '**', ', line: 3')), Dockerfile: USER },
      [unusedAt(2)],
    ],
    [
      'where a comment says the same',
      {
        '.hullwright.yaml': suppress(entry('bad-user', '**')),
        Dockerfile: 'FROM a\n# hullwright ignore=bad-user\nUSER b\n',
      },
      [unusedAt(2)],
    ],
    [
      'not of paths that no file has',
      { '.hullwright.yaml': suppress(entry('bad-user', 'x/**')), Dockerfile: CLEAN },
      [],
    ],
    [
      'not of an ignored file',
      { '.hullwright.yaml': `ignore: [Dockerfile]\n${suppress(entry('bad-user', '**'))}`, Dockerfile: USER },
      [],
    ],
    ['not of a rule that is off', { '.hullwright.yaml': suppress(entry('bad-run', '**')), Dockerfile: CLEAN }, []],
    [
      'not where BuildKit refuses the file',
      { '.hullwright.yaml': suppress(entry('bad-user', '**')), Dockerfile: 'FROM a\nENV a\n' },
      [],
    ],
    [
      'not once it has expired: that is said already',
      { '.hullwright.yaml': suppress(entry('bad-user', '**', ', until: 2026-06-14')), Dockerfile: CLEAN },
      [],
    ],
    [
      'as bad as the configuration has it',
      {
        '.hullwright.yaml': `rules: { unused-suppression: off }\n${suppress(entry('bad-user', '**'))}`,
        Dockerfile: CLEAN,
      },
      [],
    ],
    [
      'once, in the file that others extend',
      {
        '.hullwright.yaml': suppress(entry('bad-user', '**'), entry('bad-user', 'b/**')),
        'a/.hullwright.yaml': 'extends: ../.hullwright.yaml\n',
        'a/Dockerfile': USER,
        'b/.hullwright.yaml': 'extends: ../.hullwright.yaml\n',
        'b/Dockerfile': CLEAN,
      },
      [unusedAt(3)],
    ],
  ];
  for (const [name, files, expected] of rows) {
    test(name, async () => assert.deepEqual(await said(files), expected));
  }

  const TWO = {
    '.hullwright.yaml': suppress(entry('bad-user', '**')),
    'a/.hullwright.yaml': suppress(entry('bad-user', '**')),
    'a/Dockerfile': CLEAN,
    'b/Dockerfile': CLEAN,
  };
  test('only where all files that it may be meant for were audited', async () => {
    assert.deepEqual(await said(TWO), [unusedAt(2, 'bad-user', 'a/.hullwright.yaml'), unusedAt(2)]);
    assert.deepEqual(await said(TWO, { folders: ['a'] }), [unusedAt(2, 'bad-user', 'a/.hullwright.yaml')]);
    assert.deepEqual(await said(TWO, { folders: ['a/Dockerfile', 'b/Dockerfile'] }), []);
  });
  test('not where a file could not be read; a template has nothing to silence', async () => {
    const noticed = (path: string, finding: Analysis['findings'][number]): Audit => ({
      more: [{ uri: `${ROOT}/${path}`, lines: [''], findings: [finding] }],
    });
    assert.deepEqual(await said(TWO, noticed('b/other/Dockerfile', fileNotice(notAnalysed, ''))), [
      unusedAt(2, 'bad-user', 'a/.hullwright.yaml'),
    ]);
    assert.equal((await said(TWO, noticed('Dockerfile.j2', fileNotice(template, '')))).length, 2);
    assert.equal((await said(TWO, noticed('compose.yaml', fileNotice(invalidCompose, '')))).length, 2);
  });
});
