// Heredocs on the later lines of a script, where the shell's grammar has begun what must not be lost.
import { BODY_LINE, ENDS, FIRST_OPENER, HEAD, marker, OPERATOR, QUOTES_CLOSE, TERMINATOR } from './openers';
import { type Captures, CONTINUES, ESCAPE, include, NEVER, type Rule } from './rule';

const OPENS = `(?=${OPERATOR})${QUOTES_CLOSE}(?=(?:.*(?<!\\S))?${FIRST_OPENER})`;
const OPENING_LINE: Captures[string] = {
  name: 'meta.head.dockerfile',
  patterns: [marker, include('source.shell')],
};

/**
 * One that opens within a script, behind its first line: only what the shell's own reading of quotes left tells where. Lines
 * of the body begin nothing, so that the rule which took the end of the line stays on top, and the script goes on.
 */
export const inScript: Rule = {
  patterns: [
    {
      begin: String.raw`${OPENS}${HEAD}\n`,
      beginCaptures: { 4: OPENING_LINE },
      end: `^${TERMINATOR}`,
      endCaptures: ENDS,
      contentName: 'meta.heredoc.dockerfile',
      patterns: [BODY_LINE],
    },
    {
      begin: `${OPENS}(?=${HEAD}${CONTINUES})`,
      end: `^${TERMINATOR}`,
      endCaptures: ENDS,
      contentName: 'meta.heredoc.dockerfile',
      patterns: [
        {
          begin: String.raw`\G${OPENS}${HEAD}(${CONTINUES})`,
          beginCaptures: { 4: OPENING_LINE, 5: { name: ESCAPE } },
          while: `^(?!${TERMINATOR})`,
          patterns: [
            include('dockerfile.hullwright#comment-line'),
            {
              match: String.raw`^(?=[ \t]*\S)${HEAD}(\\[ \t]*\n)`,
              captures: { 1: { patterns: [include('source.shell')] }, 2: { name: ESCAPE } },
            },
            {
              begin: String.raw`^(?![ \t]*(?:#|$))${HEAD}\n`,
              beginCaptures: { 1: { patterns: [include('source.shell')] } },
              end: NEVER,
              patterns: [BODY_LINE],
            },
          ],
        },
      ],
    },
  ],
};
