// A part of a command that switches a protection off, and what takes it back: shared by the facts on TLS and on signatures.
import type { ShellCommand, ShellWord } from './command';
import { type Option, placeOfOption } from './options';

export interface Part {
  readonly start: number;
  readonly end: number;
}

export interface Weakness extends Part {
  /** As the user reads it: `curl -k`. */
  readonly shown: string;
  /** What switches the protection on again, where that is one small edit. */
  readonly edit?: Part & { readonly newText: string };
}

/** An option that is taken out, with its value. */
export function weakOption(command: ShellCommand, option: Option, value = ''): Weakness {
  const place = placeOfOption(command, option);
  const last = command.args[option.lastIndex];
  return {
    start: option.start,
    end: option.isClustered ? option.end : (last?.end ?? option.end),
    shown: `${command.program ?? ''} ${option.name}${value}`,
    edit: place && { ...place, newText: '' },
  };
}

/** A word that ends in a value which gives way to another. */
export function weakValue(word: ShellWord, shown: string, value: string, safe: string | undefined): Weakness {
  const inner = /["']$/.test(word.text) ? 1 : 0;
  const at = word.text.length - inner - value.length;
  const isPlain = word.end - word.start === word.text.length && at >= 0 && word.text.startsWith(value, at);
  const start = word.start + at;
  const edit = isPlain && safe !== undefined ? { start, end: start + value.length, newText: safe } : undefined;
  return { start: word.start, end: word.end, shown, edit };
}

/** `false`, `0`, `no` and `off`, as configuration files write them. */
export const isOff = (value: string | undefined): value is string =>
  value !== undefined && /^(?:0|f|n|false|no|off|disable)$/i.test(value);
export const isOn = (value: string | undefined): value is string =>
  value !== undefined && /^(?:1|y|true|yes|on|enable|with|any)$/i.test(value);
