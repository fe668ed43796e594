// Comments that a tool reads: our suppressions, those of others, and BuildKit's directives.
import { type Captures, include, NEVER, type Rule } from './rule';

const COMMENT = 'comment.line.number-sign.dockerfile';
const TOOL = 'keyword.other.suppression.dockerfile';
const ID = 'constant.other.rule.dockerfile';
const DATE = 'constant.numeric.date.dockerfile';
const ASSIGNMENT = 'keyword.operator.assignment.dockerfile';

/** Of the space before the comment, its sign, and the rest. */
const comment = (patterns: readonly Rule[]): Captures => ({
  1: { name: 'punctuation.whitespace.comment.leading.dockerfile' },
  2: { name: `${COMMENT} punctuation.definition.comment.dockerfile` },
  3: { name: COMMENT, patterns },
});
const ids: Captures[string] = { patterns: [{ match: String.raw`[\w*:./-]+`, name: ID }] };

const OURS: Rule = {
  match: String.raw`(?<=#)[ \t]*(?i:(hullwright[ \t]+ignore(?:-file)?))[ \t]*(=)([^:]*)(?::.*)?`,
  captures: {
    1: { name: TOOL },
    2: { name: ASSIGNMENT },
    3: {
      patterns: [
        {
          match: String.raw`(?<=\s)(?i:(until))[ \t]*(=)[ \t]*(\d{4}-\d\d-\d\d)?`,
          captures: { 1: { name: TOOL }, 2: { name: ASSIGNMENT }, 3: { name: DATE } },
        },
        {
          match: String.raw`([\w-]+)(?:\([ \t]*([^()\s,]+)[ \t]*\))?`,
          captures: { 1: { name: ID }, 2: { name: 'variable.other.dockerfile' } },
        },
      ],
    },
  },
};

const FOREIGN: readonly Rule[] = [
  {
    match: String.raw`(?<=#)[ \t]*(?i:((?:hadolint|tally)[ \t]+(?:global[ \t]+)?ignore))[ \t]*(=)([\w,\s/-]+)`,
    captures: { 1: { name: TOOL }, 2: { name: ASSIGNMENT }, 3: ids },
  },
  {
    match: String.raw`(?i:\b(trivy:ignore)(?![-\w])(?::([\w*-]+))?(?::exp:(\d{4}-\d\d-\d\d))?)`,
    captures: { 1: { name: TOOL }, 2: { name: ID }, 3: { name: DATE } },
  },
  {
    match: String.raw`(?<=#)[ \t]*(?i:((?:checkov|bridgecrew):skip))(?:(=)[ \t]*([\w,]+))?`,
    captures: { 1: { name: TOOL }, 2: { name: ASSIGNMENT }, 3: ids },
  },
  {
    match: String.raw`(?<=#)[ \t]*(?i:(kics-scan[ \t]+(?:ignore-line|ignore-block|ignore|disable)))\b(?:[ \t]*(=)([\w,\s-]+))?`,
    captures: { 1: { name: TOOL }, 2: { name: ASSIGNMENT }, 3: ids },
  },
  {
    match: String.raw`\b(?i:(nosemgrep))\b(?:[ \t]*:([ \t]*[\w.-]+(?:[ \t]*,[ \t]*[\w.-]+)*))?`,
    captures: { 1: { name: TOOL }, 2: ids },
  },
  { match: String.raw`\b(NOSONAR)\b(?:\(([\w:,\s]+)\))?`, captures: { 1: { name: TOOL }, 2: ids } },
];

const MARKED = '(?i:hullwright|hadolint|tally|trivy:|checkov:|bridgecrew:|kics-scan|nosemgrep|nosonar)';

const DIRECTIVE = String.raw`[ \t]*#[ \t]*(?i:syntax|escape|check)[ \t]*=`;

/** Directives stand at the top alone; the first line that is none ends them. Behind a backtick as escape lies another language. */
const DIRECTIVES: Rule = {
  begin: String.raw`\A(?=${DIRECTIVE})`,
  end: `^(?!${DIRECTIVE})`,
  name: 'meta.directives.dockerfile',
  patterns: [
    {
      begin: '^(?=[ \\t]*#[ \\t]*(?i:escape)[ \\t]*=[ \\t]*`[ \\t]*$)',
      end: NEVER,
      name: 'meta.escape.backtick.dockerfile',
      patterns: [include('#directive'), include('#comment'), include('#opaque-line'), include('source.dockerfile')],
    },
    include('#directive'),
  ],
};

export const comments: Readonly<Record<string, Rule>> = {
  directives: DIRECTIVES,
  directive: {
    match: String.raw`^([ \t]*)(#)([ \t]*(?i:syntax|escape|check)[ \t]*=.*)\n?`,
    captures: comment([
      {
        match: String.raw`(?<=#)[ \t]*(\w+)[ \t]*(=)[ \t]*(.*)`,
        captures: {
          1: { name: 'keyword.other.directive.dockerfile' },
          2: { name: ASSIGNMENT },
          3: { name: 'string.unquoted.directive.dockerfile' },
        },
      },
    ]),
  },
  suppressions: { patterns: [OURS, ...FOREIGN] },
  /** A comment that holds nothing for a tool stays the host's. */
  comment: {
    match: String.raw`^([ \t]*)(#)(?=.*${MARKED})(.*)\n?`,
    captures: comment([include('#suppressions')]),
  },
  /** Between the lines of an instruction nobody else reads comments. */
  'comment-line': {
    match: String.raw`^([ \t]*)(#)(.*)\n?`,
    captures: comment([include('#suppressions')]),
  },
};
