// Tokens as VS Code makes them: its own engine, its Dockerfile grammar, and ours injected as package.json says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type StateStack } from 'vscode-textmate';
import type packageJson from '../../package.json';

const { loadWASM, OnigScanner, OnigString } = oniguruma;
const { INITIAL, parseRawGrammar, Registry } = textmate;
const resolve = createRequire(import.meta.url).resolve;
const { contributes }: typeof packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const HOST = 'source.dockerfile';
const OTHERS: ReadonlyMap<string, string> = new Map([
  [HOST, 'docker'],
  ['source.shell', 'shellscript'],
  ['source.python', 'python'],
]);

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

export interface TokenLine {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What is still open behind the line. */
  readonly state: StateStack;
}

export async function dockerfileGrammar(): Promise<IGrammar> {
  await loadWASM(readFileSync(resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const path = grammarPath(scopeName);
      return path === undefined ? null : parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
    getInjections: (scopeName) =>
      contributes.grammars.filter(({ injectTo }) => injectTo.includes(scopeName)).map((grammar) => grammar.scopeName),
  });
  const grammar = await registry.loadGrammar(HOST);
  if (!grammar) throw new Error(`there is no grammar for ${HOST}`);
  return grammar;
}

function grammarPath(scopeName: string): string | undefined {
  const other = OTHERS.get(scopeName);
  if (other !== undefined) return resolve(`tm-grammars/grammars/${other}.json`);
  return contributes.grammars.find((grammar) => grammar.scopeName === scopeName)?.path;
}

export function tokenize(grammar: IGrammar, text: string): TokenLine[] {
  let state = INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    const shown = tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes: scopes.slice(1),
    }));
    return { text: line, tokens: shown.filter(({ start, end }) => end > start), state };
  });
}
