// Hostile lines. The shell's own grammar takes time with the square of a line's words; ours must not be worse than that.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { IGrammar } from 'vscode-textmate';
import { dockerfileGrammar, tokenize } from './tokenizer';

/** Half of what VS Code still colours. Takes less than a second for each; what tries again at every place takes minutes. */
const LENGTH = 10_000;
const SECONDS = 10;

const fill = (before: string, part: string, after = ''): string =>
  before + part.repeat(Math.floor((LENGTH - before.length - after.length) / part.length)) + after;

const lines: Readonly<Record<string, string>> = {
  'heredocs without end': fill('RUN cat ', '<<a '),
  'heredocs and an open quote': fill('RUN cat ', '<<a ', '"'),
  'heredocs where there are none': fill('CMD cat ', '<<a '),
  'operators without names': fill('COPY ', '<< '),
  'dashes of operators': fill('COPY <<', '-'),
  'a name of separators': fill('RUN <<', '_-'),
  'digits before no operator': fill('RUN ', '1'),
  'interpreters with options': fill('RUN ', 'python -a ', ' <<EOF "'),
  'interpreters that are fed nothing': fill('RUN ', 'python -a ', ' <<EOF x'),
  'quotes that close': fill('RUN ', '"a" ', '<<EOF "'),
  'escapes in an open quote': fill('RUN "', '\\"'),
  backslashes: fill('RUN ', '\\'),
  'backslashes and spaces': fill('RUN <<EOF ', '\\ '),
  'a flag of quotes': fill('RUN --mount=', '"a"'),
  'flags that never end': fill('HEALTHCHECK ', '--a=b '),
  'a list that is not closed': fill('CMD [', '"a", '),
  'a list of open quotes': fill('CMD ["', '\\"'),
  'spaces behind an instruction': fill('RUN', ' ', 'x'),
  'rules to ignore': fill('# hullwright ignore=', 'a(b),'),
  'spaces in a suppression': fill('# hadolint ignore=', ' ', ':'),
  'a comment of many tools': fill('#', 'trivy:ignore '),
  'a directive of spaces': fill('# syntax', ' '),
};

describe('hostile lines', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await dockerfileGrammar();
    tokenize(grammar, 'FROM a\nRUN <<EOF\na "b"\nEOF\nRUN <<PY\nimport a\nPY');
  });

  for (const [name, line] of Object.entries(lines)) {
    test(name, () => {
      const started = performance.now();
      tokenize(grammar, `FROM a\n${line}\nUSER a`);
      const seconds = (performance.now() - started) / 1000;
      assert.ok(seconds < SECONDS, `${seconds} s`);
    });
  }
});
