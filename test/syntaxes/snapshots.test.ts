// What every word of the Dockerfiles in snapshots/ is to a theme, next to the Dockerfile. `UPDATE=1` writes them anew.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { IGrammar } from 'vscode-textmate';
import { dockerfileGrammar, type Token, type TokenLine, tokenize } from './tokenizer';

const FOLDER = join('test', 'syntaxes', 'snapshots');
/** Of the scopes that no theme colours, those that say which language a text is in. */
const SILENT = /^(?:source\.|meta\.(?!embedded\.))/;

describe('snapshots of scopes', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await dockerfileGrammar();
  });

  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.Dockerfile'))) {
    test(name, () => {
      const lines = tokenize(grammar, readFileSync(join(FOLDER, name), 'utf8').replace(/\n$/, ''));
      const path = join(FOLDER, name.replace(/Dockerfile$/, 'snapshot'));
      const text = `${lines.flatMap(shown).join('\n')}\n`;
      if (process.env.UPDATE) writeFileSync(path, text);
      assert.equal(text, existsSync(path) ? readFileSync(path, 'utf8') : '');
    });
  }
});

/** The line behind a bar, so that no trailing space is lost, and below it its words with their scopes. */
function shown({ text, tokens }: TokenLine): string[] {
  const words = tokens.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  return [`|${text}|`, ...words.flatMap(scopesOf)];
}

function scopesOf({ start, end, scopes }: Token): string[] {
  const told = scopes.filter((scope) => !SILENT.test(scope));
  return told.length === 0 ? [] : [` ${' '.repeat(start)}${'^'.repeat(end - start)} ${told.join(' ')}`];
}
