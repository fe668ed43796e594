// RUN --mount. BuildKit reads its options twice: when it reads the file it looks at `from` alone, the rest it judges when
// it builds the stage and variables are known. Source: BuildKit, instructions/commands_runmount.go.
import { quote } from '../go-quote';
import { toLower } from '../go-text';
import type { Instruction } from '../syntax';
import { readFields } from './csv';
import { flagValues } from './flags';
import { parseBool, parseUint32 } from './numbers';
import { type Refusal, refuse } from './refusal';
import { isSize } from './size';
import { withSuggestion } from './suggest';

const TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING = ['shared', 'private', 'locked'];
const KEYS = [
  'type',
  'from',
  'source',
  'target',
  'readonly',
  'id',
  'sharing',
  'required',
  'size',
  'mode',
  'uid',
  'gid',
  'src',
  'dst',
  'destination',
  'ro',
  'rw',
  'readwrite',
  'env',
];
const SWITCHES: ReadonlySet<string> = new Set(['readonly', 'ro', 'readwrite', 'rw']);
/** What BuildKit's shell lexer changes: variables, quotes, either escape character. */
const CHANGED_BY_SHELL = /[$'"\\`]/;
const FREE: Readonly<Record<string, 'source' | 'target' | 'id' | 'env'>> = {
  source: 'source',
  src: 'source',
  target: 'target',
  dst: 'target',
  destination: 'target',
  id: 'id',
  env: 'env',
};

const csvMessage = (message: string): string => `failed to parse csv mounts: ${message}`;

/** What refuses the file: broken CSV, a variable in `from`. */
export function mountMessage(value: string): string | undefined {
  const read = readFields(value);
  if ('message' in read) return csvMessage(read.message);
  for (const field of read.fields) {
    if (field.length < 5 || toLower(field.slice(0, 5)) !== 'from=') continue;
    const dollar = field.indexOf('$');
    if (dollar >= 0 && dollar !== field.length - 1) {
      return "'from' doesn't support variable expansion, define alias stage instead";
    }
  }
  return undefined;
}

/** What fails the build of the stage that the RUN stands in. Says nothing where a variable decides. */
export function mountOptionProblem(instruction: Instruction): Refusal | undefined {
  if (instruction.name !== 'RUN') return undefined;
  for (const flag of flagValues(instruction, 'mount')) {
    const message = optionMessage(flag.text);
    if (message === 'unknown') return undefined;
    if (message !== undefined) return refuse(message, flag);
  }
  return undefined;
}

interface Mount {
  type: string;
  sharing: boolean;
  owner: Set<string>;
  readonly texts: Map<string, string>;
}

function optionMessage(value: string): string | 'unknown' | undefined {
  const read = readFields(value);
  if ('message' in read) return csvMessage(read.message);
  const mount: Mount = { type: 'bind', sharing: false, owner: new Set(), texts: new Map() };
  for (const field of read.fields) {
    const message = fieldMessage(field, mount);
    if (message !== undefined) return message;
  }
  return wholeMessage(mount);
}

function fieldMessage(field: string, mount: Mount): string | 'unknown' | undefined {
  const sign = field.indexOf('=');
  const key = toLower(sign < 0 ? field : field.slice(0, sign));
  if (sign < 0) {
    if (SWITCHES.has(key)) return undefined;
    if (key === 'required') return wrongType(key, mount, 'secret', 'ssh');
    return `invalid field '${field}' must be a key=value pair`;
  }
  const value = field.slice(sign + 1);
  const text = FREE[key];
  if (text === undefined && CHANGED_BY_SHELL.test(value)) return 'unknown';
  if (text !== undefined || key === 'from') {
    mount.texts.set(text ?? key, value);
    return undefined;
  }
  if (SWITCHES.has(key)) return parseBool(value) === undefined ? `invalid value for ${key}: ${value}` : undefined;
  switch (key) {
    case 'type':
      mount.type = toLower(value);
      if (TYPES.includes(mount.type)) return undefined;
      return withSuggestion(`unsupported mount type ${quote(value)}`, value, TYPES);
    case 'sharing':
      mount.sharing = true;
      if (SHARING.includes(toLower(value))) return undefined;
      return withSuggestion(`unsupported sharing value ${quote(value)}`, value, SHARING);
    case 'required':
      return (
        wrongType(key, mount, 'secret', 'ssh') ??
        (parseBool(value) === undefined ? `invalid value for ${key}: ${value}` : undefined)
      );
    case 'size':
      return wrongType(key, mount, 'tmpfs') ?? (isSize(value) ? undefined : `invalid value for ${key}: ${value}`);
    case 'mode':
    case 'uid':
    case 'gid':
      mount.owner.add(key);
      return typeof parseUint32(value, key === 'mode' ? 8 : 10) === 'string'
        ? `invalid value ${value} for ${key}`
        : undefined;
    default:
      return withSuggestion(`unexpected key '${key}' in '${field}'`, key, KEYS);
  }
}

const wrongType = (key: string, { type }: Mount, ...allowed: readonly string[]): string | undefined =>
  allowed.includes(type) ? undefined : `unexpected key '${key}' for mount type '${type}'`;

function wholeMessage({ type, sharing, owner, texts }: Mount): string | 'unknown' | undefined {
  if (type === 'bind' || type === 'tmpfs') {
    const key = ['mode', 'uid', 'gid'].find((name) => owner.has(name));
    if (key !== undefined) return `${key} not allowed for ${quote(type)} type mounts`;
  }
  if (type === 'secret') {
    if (texts.get('from')) return 'secret mount should not have a from';
    if (sharing) return 'secret mount should not define sharing';
    const [source = '', target = '', id = ''] = ['source', 'target', 'id'].map((key) => texts.get(key));
    if ([source, target, id].some((text) => CHANGED_BY_SHELL.test(text))) return 'unknown';
    if (source === '' && target === '' && id === '') return 'invalid secret mount. one of source, target required';
    if (source !== '' && id !== '') return "both source and id can't be set";
  }
  return sharing && type !== 'cache' ? `invalid cache sharing set for ${type} mount` : undefined;
}
