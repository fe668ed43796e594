// RUN --device. Source: BuildKit, instructions/commands_rundevice.go.
import { toLower } from '../go-text';
import { readFields } from './csv';
import { parseBool } from './numbers';
import { withSuggestion } from './suggest';

const KEYS = ['name', 'required'];

export function deviceMessage(value: string): string | undefined {
  const read = readFields(value);
  if ('message' in read) return `failed to parse csv devices: ${read.message}`;
  let name = '';
  for (const field of read.fields) {
    const sign = field.indexOf('=');
    const key = toLower(sign < 0 ? field : field.slice(0, sign));
    const given = sign < 0 ? undefined : field.slice(sign + 1);
    if (key === 'required') {
      if (given !== undefined && parseBool(given) === undefined) return `invalid value for ${key}: ${given}`;
    } else if (key === 'name' && given !== undefined) {
      if (name !== '') return `device name already set to ${name}`;
      name = given;
    } else if (name === '') {
      name = field;
    } else if (given === undefined) {
      return `invalid field '${field}' must be a key=value pair`;
    } else {
      return withSuggestion(`unexpected key '${key}' in '${field}'`, key, KEYS);
    }
  }
  return undefined;
}
