// The `.env` file beside a Compose file, as far as its values can be edited: which text says each, and nothing else.
import { type Range, rangeOf } from '../text/range';
import { readEnvFile } from './env-file';

const ASSIGNMENT = /^([ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*)(.*?)[ \t]*\r?$/;
/** Without its quotes, and without what a comment or a variable would make of it. */
const PLAIN = /^(["']?)([^\s"'$#\\]+)\1(?: #.*)?$/;
/** A quote that the line does not close may hold the next ones. */
const OPEN = /^"(?:[^"\\]|\\.)*$|^'(?:[^'\\]|\\.)*$/;

/** Values that one word says, by variable: not those that are given twice, or that another value is made of. */
export function envValues(text: string): ReadonlyMap<string, { readonly value: string; readonly range: Range }> {
  const values = new Map<string, { readonly value: string; readonly range: Range }>();
  const said = readEnvFile(text);
  const lines = text.split('\n');
  const left = new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name));
  for (const [line, written] of lines.entries()) {
    const [, head = '', name = '', rest = ''] = ASSIGNMENT.exec(written) ?? [];
    if (OPEN.test(rest)) return new Map();
    const [, quote = '', value = ''] = PLAIN.exec(rest) ?? [];
    const start = head.length + quote.length;
    if (name !== '' && values.has(name)) left.add(name);
    if (value !== '' && said?.get(name) === value) {
      values.set(name, { value, range: rangeOf(line, start, line, start + value.length) });
    } else if (name !== '') left.add(name);
  }
  for (const name of left) if (name !== undefined) values.delete(name);
  return values;
}
