// syntaxes/: what VS Code adds to its own Dockerfile grammar. Four files, because each may act in other places.
import type { Output } from '../output';
import { comments } from './comments';
import { instructions } from './instructions';
import { marker } from './openers';
import { include, NEVER, type Rule } from './rule';
import { inScript } from './script-heredoc';

interface Grammar {
  readonly scopeName: string;
  readonly injectionSelector: string;
  readonly patterns: readonly Rule[];
  readonly repository?: Readonly<Record<string, Rule>>;
}

/** Between instructions: the host's strings and comments stay as they are, and so does what our own rules have begun. */
const DOCKERFILE: Grammar = {
  scopeName: 'dockerfile.hullwright',
  injectionSelector:
    'L:source.dockerfile -string -comment -meta.directives -meta.instruction -meta.shell.other -meta.escape.backtick',
  patterns: ['directives', 'comment', 'other-shell', 'run', 'copy', 'command', 'healthcheck'].map((name) =>
    include(`#${name}`),
  ),
  repository: { ...comments, ...instructions },
};

/** A backslash at the end of a line continues it wherever it stands, in a shell's strings and comments as well. */
const CONTINUATION: Grammar = {
  scopeName: 'continuation.hullwright',
  injectionSelector: 'L:source.dockerfile meta.embedded.inline.shellscript -meta.gap -meta.heredoc',
  patterns: [include('dockerfile.hullwright#gap')],
};

const NOT_WORDS = '-string.quoted -meta.arithmetic -meta.gap -meta.heredoc';

/** A heredoc that opens on one of a script's later lines. The line that opens one opens no other; a comment opens none,
 * for nobody counts the quotes in it. */
const HEREDOC: Grammar = {
  scopeName: 'heredoc.hullwright',
  injectionSelector: `L:source.dockerfile meta.embedded.inline.shellscript.run ${NOT_WORDS} -comment -meta.head`,
  patterns: [inScript],
};

/** The words of a script that BuildKit reads before the shell does. */
const SCRIPT: Grammar = {
  scopeName: 'script.hullwright',
  injectionSelector: `L:source.dockerfile meta.embedded.inline.shellscript ${NOT_WORDS} -comment`,
  patterns: [
    marker,
    // The shell's own grammar would wait for the end of a heredoc that BuildKit does not see.
    { match: '(?<!<)<<-?(?!<)', name: 'keyword.operator.shell' },
    {
      begin: String.raw`[ \t]+(#)|(?<=[;&|()])(#)`,
      beginCaptures: { 0: { name: 'punctuation.definition.comment.shell' } },
      end: NEVER,
      name: 'comment.line.number-sign.shell',
      patterns: [include('dockerfile.hullwright#suppressions')],
    },
  ],
};

export function grammars(): Output[] {
  return [DOCKERFILE, CONTINUATION, HEREDOC, SCRIPT].map((grammar) => ({
    path: `syntaxes/${grammar.scopeName}.json`,
    text: `${JSON.stringify(grammar, null, 1)}\n`,
  }));
}
