// Flags: which an instruction knows, and what each takes. Source: BuildKit, instructions/bflag.go and parse.go.
import type { Instruction, Word } from '../syntax';
import { type Refusal, refuse } from './refusal';
import { withSuggestion } from './suggest';

type Kind = 'switch' | 'value' | 'values';
export type Flags = ReadonlyMap<string, Kind>;

const flags = (kinds: Readonly<Record<string, Kind>>): Flags => new Map(Object.entries(kinds));

export const NO_FLAGS: Flags = new Map();
export const FROM_FLAGS = flags({ platform: 'value' });
export const RUN_FLAGS = flags({ mount: 'values', network: 'value', security: 'value', device: 'values' });
export const COPY_FLAGS = flags({
  chown: 'value',
  from: 'value',
  chmod: 'value',
  link: 'switch',
  exclude: 'values',
  parents: 'switch',
});
export const ADD_FLAGS = flags({
  chown: 'value',
  chmod: 'value',
  link: 'switch',
  'keep-git-dir': 'switch',
  checksum: 'value',
  unpack: 'switch',
  exclude: 'values',
});
export const HEALTHCHECK_FLAGS = flags({
  interval: 'value',
  timeout: 'value',
  'start-period': 'value',
  'start-interval': 'value',
  retries: 'value',
});

/** The values given to a flag, with the flag's place. */
export function flagValues(instruction: Instruction, name: string): Word[] {
  const prefix = `--${name}=`;
  const values: Word[] = [];
  for (const { text, start, end } of instruction.flags)
    if (text.startsWith(prefix)) values.push({ text: text.slice(prefix.length), start, end });
  return values;
}

export function flagRefusal(instruction: Instruction, known: Flags): Refusal | undefined {
  if (instruction.flags.length === 0) return undefined;
  const seen = new Set<string>();
  for (const flag of instruction.flags) {
    const message = flagMessage(flag.text, known, seen);
    if (message !== undefined) return refuse(message, flag);
  }
  return undefined;
}

function flagMessage(text: string, known: Flags, seen: Set<string>): string | undefined {
  const sign = text.indexOf('=');
  const flag = sign < 0 ? text : text.slice(0, sign);
  const value = sign < 0 ? undefined : text.slice(sign + 1);
  const name = flag.slice(2);
  const kind = known.get(name);
  if (!kind) return withSuggestion(`unknown flag: ${flag}`, name, [...known.keys()]);
  if (seen.has(name) && kind !== 'values') return `duplicate flag specified: ${flag}`;
  seen.add(name);
  if (kind !== 'switch') return value === undefined ? `missing a value on flag: ${flag}` : undefined;
  if (value === '') return `missing a value on flag: ${flag}`;
  if (value === undefined || /^(true|false)$/i.test(value)) return undefined;
  return `expecting boolean value for flag ${flag}, not: ${value}`;
}
