// Heredocs. A body ends where BuildKit ends it, whatever the language inside has open: `while` reads the terminator at
// the start of every line, before anything else does.
import {
  BODY_LINE,
  ENDS,
  FIRST_OPENER,
  HEAD,
  marker,
  next,
  OPENER,
  OPERATOR,
  PIECE,
  QUOTES_CLOSE,
  TERMINATOR,
  TEXT,
} from './openers';
import { type Captures, CONTINUES, ESCAPE, include, NEVER, type Rule } from './rule';

interface Language {
  readonly command: string;
  readonly name: string;
  readonly content: string;
  readonly grammar: string;
}
const PYTHON: Language = {
  command: String.raw`python[\d.]*`,
  name: String.raw`py|python[\d.]*`,
  content: 'meta.embedded.block.python.dockerfile source.python',
  grammar: 'source.python',
};
const SHELL: Language = {
  command: '(?:ba|da|a|z|k)?sh',
  name: '(?:ba|da|a|z|k)?sh(?:ell)?',
  content: 'meta.embedded.block.shellscript.dockerfile source.shell',
  grammar: 'source.shell',
};
const LANGUAGES = [PYTHON, SHELL];

const body = (begin: string, { content, grammar }: Language): Rule => ({
  begin,
  end: NEVER,
  name: content,
  patterns: [include(grammar)],
});
const byInterpreterLine: readonly Rule[] = LANGUAGES.map((language) =>
  body(String.raw`^(?=\t*#!.*[/ ]${language.command}(?:\s|$))`, language),
);
const textBody: Rule = { begin: '^', end: NEVER, name: TEXT };

/** `EOF_PY` and `PYTHON` are Python, `copy` is not. */
const named = ({ name }: Language): string =>
  String.raw`${OPERATOR}-?[ \t]*\\?["']?(?i:(?:[\w-]*[_-])?(?:${name})(?:[_-][\w-]*|EOF|END|SCRIPT)?)["']?(?=\s|$)`;
/** What reads the body: `python3 - <<EOF`, `<<EOF python3`. */
const fed = ({ command }: Language): string =>
  String.raw`(?>(?!<<)${PIECE})*?(?<![\w.-])${command}(?:[ \t]++-[^\s<]*+)*+[ \t]++${OPENER}|${next(OPENER)}[ \t]+(?:/\S*/)?${command}(?=\s|$)`;
const BARE = String.raw`${OPENER}[ \t]*(?=\n|\\)`;

export interface Host {
  /** Of what stands on the line that opens. */
  readonly scope?: string;
  readonly content: readonly Rule[];
  readonly runs: boolean;
}

export function heredocs(host: Host): Record<string, Rule> {
  const python = [next(`(?=${OPENER})`) + named(PYTHON), ...(host.runs ? [fed(PYTHON)] : [])];
  const shell = [next(`(?=${OPENER})`) + named(SHELL), ...(host.runs ? [fed(SHELL), BARE] : [])];
  const single = [
    opened(host, python, [body('^', PYTHON)]),
    opened(host, shell, [...byInterpreterLine, body('^', SHELL)]),
    opened(host, [''], [...byInterpreterLine, textBody]),
  ];
  const chain: Record<string, Rule> = {};
  for (const count of [1, 2, 3, 4]) {
    const inner = count === 1 ? single : [include(`#${nameOf(host, count - 1)}`), BODY_LINE];
    chain[nameOf(host, count)] = ending(count, inner);
  }
  return chain;
}

const nameOf = ({ runs }: Host, count: number): string => `${runs ? 'run' : 'copy'}-heredoc-${count}`;
/** The one with the most first: those with fewer match as well. */
export const heredocsOf = (host: Host): Rule[] => [4, 3, 2, 1].map((count) => include(`#${nameOf(host, count)}`));

/** Lies around the bodies of a line with this many heredocs or more, and ends with the last of them. */
function ending(count: number, patterns: readonly Rule[]): Rule {
  const before = Array.from({ length: count - 1 }, () => next(OPENER)).join('');
  return {
    begin: String.raw`\G${QUOTES_CLOSE}(?=${before}${next(FIRST_OPENER)})`,
    end: `^${TERMINATOR}`,
    endCaptures: ENDS,
    patterns,
  };
}

/** The line that opens, with its continuations, and the first body below it. */
function opened(host: Host, conditions: readonly string[], bodies: readonly Rule[]): Rule {
  const patterns = [marker, ...host.content];
  const shown: Captures[string] = { name: host.scope, patterns };
  return {
    begin: String.raw`\G(?=${next(FIRST_OPENER)})(?=${conditions.join('|')})${HEAD}(?:\n|(?=\\))`,
    beginCaptures: { 4: shown },
    while: `^(?!${TERMINATOR})`,
    patterns: [
      {
        begin: CONTINUES,
        beginCaptures: { 0: { name: ESCAPE } },
        end: String.raw`^(?![ \t]*(?:#|$))${HEAD}\n`,
        endCaptures: { 1: shown },
        patterns: [
          include('#comment-line'),
          { match: String.raw`^(?=[ \t]*\S)${HEAD}(\\[ \t]*\n)`, captures: { 1: shown, 2: { name: ESCAPE } } },
        ],
      },
      ...bodies,
    ],
  };
}
