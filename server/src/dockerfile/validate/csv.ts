// One line of comma-separated fields, as the values of --mount and --device are written.
// Source: github.com/tonistiigi/go-csvvalue, with the words of Go's encoding/csv.
import { utf8Length } from '../go-text';

const BARE = 'bare " in non-quoted-field';
const QUOTE = 'extraneous or missing " in quoted-field';

export type Fields = { readonly fields: readonly string[] } | { readonly message: string };

export function readFields(value: string): Fields {
  const line = value.replace(/\r?\n$/, '');
  if (line === '') return { message: 'EOF' };
  if (!line.includes('"')) return { fields: line.split(',') };
  const refused = (at: number, problem: string): Fields => ({
    message: `parse error on line 1, column ${utf8Length(line.slice(0, at)) + 1}: ${problem}`,
  });
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const field = line.slice(at, end);
      if (field.includes('"')) return refused(at + field.indexOf('"'), BARE);
      fields.push(field);
      if (comma < 0) return { fields };
      at = comma + 1;
      continue;
    }
    let field = '';
    for (at++; ; ) {
      const end = line.indexOf('"', at);
      if (end < 0) return refused(at, QUOTE);
      field += line.slice(at, end);
      at = end + 1;
      if (line[at] !== '"') break;
      field += '"';
      at++;
    }
    fields.push(field);
    if (at === line.length) return { fields };
    if (line[at] !== ',') return refused(at - 1, QUOTE);
    at++;
  }
}
