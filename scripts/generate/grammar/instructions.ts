// Instructions that hold a language of their own: a shell's in RUN, CMD, ENTRYPOINT and HEALTHCHECK, any in a heredoc.
import { type Host, heredocs, heredocsOf } from './heredocs';
import {
  CONTINUES,
  ESCAPE,
  include,
  instruction,
  KEYWORD,
  LOGICAL_END,
  LOGICAL_WHILE,
  type Rule,
  SHELL_LINE,
} from './rule';

const script = (kind: 'run' | 'command'): string => `meta.embedded.inline.shellscript.${kind}.dockerfile source.shell`;

const RUN: Host = { content: SHELL_LINE, runs: true, scope: `${script('run')} meta.head.dockerfile` };
const COPY: Host = { content: [include('source.dockerfile')], runs: false };

const VALUE = String.raw`(?>[^\s"'\\]|\\(?![ \t]*\n).|"(?>[^"\\\n]|\\.)*+"|'[^'\n]*+')*+`;
const STRING = String.raw`"(?>[^"\\\n]|\\.)*+"`;
/** All of a JSON array of strings, or its beginning on a line that goes on: `[ "$a" = b ]` is a shell's test. */
const JSON_FORM = String.raw`\[\s*(?:${STRING}\s*(?:,\s*${STRING}\s*)*+(?:\]\s*$|,?\s*\\[ \t]*\n)|\]\s*$|\\[ \t]*\n)`;

/** The rest of a logical line, over all its physical ones, as `rest` reads it. */
const continued = (rest: string): Rule => ({
  begin: CONTINUES,
  beginCaptures: { 0: { name: ESCAPE } },
  end: LOGICAL_END,
  patterns: [include('#comment-line'), include(rest)],
});

const logical = (keywords: string, rest: string): Rule => ({
  begin: instruction(keywords),
  beginCaptures: KEYWORD,
  end: LOGICAL_END,
  name: 'meta.instruction.dockerfile',
  patterns: [include(rest)],
});

/** What follows the flags. It begins once, so that `\G` stands for its start. */
const scriptOf = (kind: 'run' | 'command', bodies: readonly Rule[]): Rule => ({
  begin: String.raw`(?=\S)(?!\\[ \t]*$)`,
  end: LOGICAL_END,
  patterns: [
    include('#json'),
    ...bodies,
    { begin: String.raw`\G(?=\S)`, while: LOGICAL_WHILE, name: script(kind), patterns: SHELL_LINE },
  ],
});

/** PowerShell, cmd and the like, by SHELL or by the base image. */
const otherShell: Rule = {
  begin: String.raw`^(?=\s*(?i:SHELL)\s+\[\s*"(?!(?:[^"\s]*/)?(?:ba|da|a|z|k)?sh(?:\.exe)?")|\s*(?i:FROM)\s+(?:--\S+\s+)*\S*(?:windows|nanoserver|servercore))`,
  end: String.raw`^(?!\G)(?=\s*(?i:FROM|SHELL)\s)`,
  name: 'meta.shell.other.dockerfile',
  patterns: [include('#comment'), include('#opaque'), include('source.dockerfile')],
};

export const instructions: Readonly<Record<string, Rule>> = {
  'other-shell': otherShell,
  /** What another shell runs is the host's to show; its heredocs end all the same. */
  opaque: logical('RUN|COPY|ADD', '#copy-rest'),
  'opaque-line': logical('RUN|COPY|ADD', '#opaque-line-rest'),
  'opaque-line-rest': { patterns: [...heredocsOf(COPY), include('source.dockerfile')] },

  run: logical('RUN', '#run-rest'),
  'run-rest': {
    patterns: [include('#flag'), include('#run-continued'), include('#run-script')],
  },
  'run-continued': continued('#run-rest'),
  'run-script': scriptOf('run', heredocsOf(RUN)),
  ...heredocs(RUN),

  copy: logical('COPY|ADD', '#copy-rest'),
  'copy-rest': { patterns: [include('#copy-continued'), ...heredocsOf(COPY), include('source.dockerfile')] },
  'copy-continued': continued('#copy-rest'),
  ...heredocs(COPY),

  command: logical('CMD|ENTRYPOINT', '#command-rest'),
  'command-rest': { patterns: [include('#command-continued'), include('#command-script')] },
  'command-continued': continued('#command-rest'),
  'command-script': scriptOf('command', []),

  healthcheck: logical('HEALTHCHECK', '#healthcheck-rest'),
  'healthcheck-rest': {
    patterns: [
      include('#flag'),
      include('#healthcheck-continued'),
      {
        begin: String.raw`(?<!\S)(?i:(CMD))(?=\s)`,
        beginCaptures: { 1: { name: 'keyword.other.special-method.dockerfile' } },
        end: LOGICAL_END,
        patterns: [include('#command-rest')],
      },
    ],
  },
  'healthcheck-continued': continued('#healthcheck-rest'),

  flag: {
    match: String.raw`(?<!\S)(--[a-zA-Z][\w-]*)(?:(=)(${VALUE}))?(?=\s|$|\\)`,
    captures: {
      1: { name: 'constant.other.option.dockerfile' },
      2: { name: 'keyword.operator.assignment.dockerfile' },
      3: { name: 'string.unquoted.dockerfile' },
    },
  },
  json: {
    begin: String.raw`\G(?=${JSON_FORM})`,
    while: LOGICAL_WHILE,
    name: 'meta.exec-form.dockerfile',
    patterns: [
      include('#gap'),
      {
        begin: '"',
        end: '"',
        name: 'string.quoted.double.dockerfile',
        patterns: [include('#gap'), { match: String.raw`\\.`, name: 'constant.character.escaped.dockerfile' }],
      },
    ],
  },
  /** From a backslash at the end of a line to what goes on with it: the comments and blank lines between. */
  gap: {
    begin: CONTINUES,
    beginCaptures: { 0: { name: ESCAPE } },
    end: String.raw`^(?![ \t]*(?:#|$))`,
    name: 'meta.gap.dockerfile',
    patterns: [include('#comment-line')],
  },
};
