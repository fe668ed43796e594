// The grammar begins and ends instructions and heredocs where our reader does, on real files and on hard ones.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { IGrammar } from 'vscode-textmate';
import { CORPUS, readCorpus } from '../../scripts/corpus/files';
import { needsShared } from '../support/shared';
import { difference } from './boundaries';
import { dockerfileGrammar } from './tokenizer';

const SNAPSHOTS = join('test', 'syntaxes', 'snapshots');

describe('where instructions begin and heredocs end', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await dockerfileGrammar();
  });

  for (const name of readdirSync(SNAPSHOTS).filter((file) => file.endsWith('.Dockerfile'))) {
    test(name, () => assert.equal(difference(grammar, readFileSync(join(SNAPSHOTS, name), 'utf8')), undefined));
  }

  test('a reader that reads otherwise is found out', () => {
    assert.equal(difference(grammar, "FROM a\nRUN <<E'O'F\na\nEOF\n"), 'line 2: EOF is not open 1 lines below');
    assert.equal(difference(grammar, 'FROM a\nRUN a<<EOF\nUSER a\nEOF\n'), 'line 4: EOF does not begin');
  });

  test('the corpus', { skip: needsShared }, async () => {
    const files = await readCorpus(CORPUS);
    const differing = files.flatMap(({ path, text }) => {
      const found = difference(grammar, text);
      return found === undefined ? [] : [`${path}: ${found}`];
    });
    assert.deepEqual(differing, []);
  });
});
