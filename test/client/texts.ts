// The texts in the client's sources: those that are looked up in the user's language, and all that are not.
import { readdirSync, readFileSync } from 'node:fs';

export interface Texts {
  readonly path: string;
  /** First arguments of `l10n.t`. */
  readonly localised: readonly string[];
  /** Elsewhere, but for imports and lines of the log. */
  readonly plain: readonly string[];
}

const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g;
const IN_IMPORT = /(?:^|\n)\s*(?:import|export)\b[^;]*\bfrom\s*$|\bimport\(\s*$/;
const IN_LOG = /\b(?:output|client|hullwright|log)\.(?:trace|debug|info|warn|error)\(\s*$/;
const IN_ERROR = /\bnew Error\(\s*$/;
const LOCALISED = /\bl10n\.t\(\s*$/;

export const clientTexts = (): Texts[] =>
  readdirSync('client/src')
    .filter((name) => name.endsWith('.ts'))
    .map((name) => textsIn(`client/src/${name}`, readFileSync(`client/src/${name}`, 'utf8')));

export function textsIn(path: string, source: string): Texts {
  const localised: string[] = [];
  const plain: string[] = [];
  for (const match of source.matchAll(TOKEN)) {
    const [, single, double, template] = match;
    const text = (single ?? double ?? template)?.replace(/\\(['"`])/g, '$1');
    if (text === undefined) continue;
    const before = source.slice(0, match.index);
    if (LOCALISED.test(before)) localised.push(text);
    else if (!IN_IMPORT.test(before) && !IN_LOG.test(before) && !IN_ERROR.test(before)) plain.push(text);
  }
  return { path, localised, plain };
}

/** Whether a person would read it as words: not a name, a key, a path or a pattern. */
export const readsAsWords = (text: string): boolean =>
  /[A-Za-z]{2,}[.,:;]? +[A-Za-z]{2,}/.test(text.replace(/\$\{[^}]*\}/g, ' ')) || /^[A-Z][a-z]+ /.test(text);
