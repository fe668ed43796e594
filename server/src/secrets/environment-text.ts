// The secrets of a file of variables: `.env`, `web.env`.
import { type Range, rangeOf } from '../text/range';
import { findSecrets } from './by-value';
import { worthOf } from './weak';

const ASSIGNMENT = /^(\s*(?:export\s+)?)([\w.-]+)\s*[=:]\s*(.*)$/;
/** A variable is put in, or a secret store names it. */
const TAKEN_FROM_ELSEWHERE = /\$|^(?:ref\+|op:\/\/|vault:|arn:|file:|ENC\[)/;

export interface EnvironmentSecret {
  readonly name: string;
  /** Of the name. */
  readonly range: Range;
}

/** The first value that has to be kept: by its name, or by what it looks like. Blanks and what everyone tries first do not count. */
export function firstSecret(text: string): EnvironmentSecret | undefined {
  for (const [line, written] of text.split('\n').entries()) {
    const [, before = '', name = '', rest = ''] = ASSIGNMENT.exec(written.replace(/\r$/, '')) ?? [];
    const [, , quoted] = /^(["'])(.*)\1/.exec(rest) ?? [];
    const value = quoted ?? (rest.split(/\s#/)[0] ?? '').trim();
    if (value === '' || before.includes('#') || TAKEN_FROM_ELSEWHERE.test(value)) continue;
    if (worthOf(name, value) === 'secret' || (value.length >= 16 && findSecrets(value).length > 0))
      return { name, range: rangeOf(line, before.length, line, before.length + name.length) };
  }
  return undefined;
}
