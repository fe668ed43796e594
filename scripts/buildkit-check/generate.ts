// Dockerfiles for the comparison with BuildKit: a grammar of right and nearly right instructions, then mutations of
// single characters. The same seed gives the same files.

import { wellFormed } from '../../server/src/dockerfile/go-quote';
import { randomNumbers } from '../../test/support/random';
import {
  DEVICE_FIELDS,
  DRAWN,
  DURATIONS,
  FLAGS,
  KEYWORDS,
  MOUNT_KEYS,
  MOUNT_VALUES,
  NUMBERS,
  ODD,
  SWITCHES,
  VALUES,
  WORDS,
} from './words';

const MOUNT_TYPES = 'bind cache tmpfs secret ssh Cache secert binds'.split(' ');

/** Draws from one stream of random numbers. */
class Grammar {
  constructor(private readonly random: () => number) {}

  private readonly below = (limit: number): number => Math.floor(this.random() * limit);
  private readonly chance = (probability: number): boolean => this.random() < probability;
  private readonly one = (list: readonly string[]): string => list[this.below(list.length)] ?? '';
  private readonly some = (most: number, make: () => string, separator = ' '): string =>
    Array.from({ length: this.below(most + 1) }, make).join(separator);

  private readonly cased = (word: string): string => {
    const draw = this.random();
    if (draw < 0.7) return word;
    if (draw < 0.85) return word.toLowerCase();
    return draw < 0.95 ? word.charAt(0) + word.slice(1).toLowerCase() : this.mutated(word);
  };

  private readonly quoted = (word: string): string => {
    const draw = this.random();
    if (draw < 0.88) return word;
    const at = this.below(word.length + 1);
    const quote = this.one(['"', "'"]);
    return draw < 0.96
      ? word.slice(0, at) + quote + word.slice(at) + quote
      : word.slice(0, at) + quote + word.slice(at);
  };

  private readonly csv = (fields: readonly string[]): string =>
    fields
      .map((field) => {
        const draw = this.random();
        if (draw < 0.9) return field;
        return draw < 0.95
          ? `\\"${field}\\"`
          : this.one([`\\"${field}`, `${field}\\"`, `'"${field}""x"'`, `'"${field}"'`]);
      })
      .join(',');

  private readonly mount = (): string => {
    const fields = this.chance(0.8) ? [`type=${this.one(MOUNT_TYPES)}`] : [];
    for (let left = this.below(5); left > 0; left--) {
      const key = this.cased(this.one(MOUNT_KEYS));
      fields.push(this.chance(0.12) ? key : `${key}=${this.one(MOUNT_VALUES)}`);
    }
    return this.csv(fields);
  };

  private readonly device = (): string =>
    this.csv(Array.from({ length: this.below(4) }, () => this.one(DEVICE_FIELDS)));

  private readonly valueOf = (name: string): string => {
    if (name === 'mount') return this.mount();
    if (name === 'device') return this.device();
    if (this.chance(0.3)) return this.one(VALUES);
    if (SWITCHES.includes(name)) return this.one(['true', 'false', 'True', '']);
    if (name === 'network') return this.one(['none', 'host', 'default']);
    if (name === 'security') return this.one(['insecure', 'sandbox']);
    return name === 'retries' ? this.one(NUMBERS) : this.one(DURATIONS);
  };

  private readonly flag = (known: readonly string[]): string => {
    const name = this.chance(0.96) && known.length > 0 ? this.one(known) : this.one(FLAGS);
    const written = this.chance(0.03) ? this.cased(name) : name;
    if (this.chance(SWITCHES.includes(name) ? 0.3 : 0.05)) return `--${written}`;
    const value = this.valueOf(name);
    return this.quoted(`--${written}=${value}`);
  };

  private readonly flags = (known: string): string => {
    const list = known === '' ? [] : known.split(' ');
    const draw = this.random();
    if (draw < (list.length > 0 ? 0.25 : 0.85)) return '';
    return `${this.some(2, () => this.flag(list))} ${this.chance(0.05) ? '-- ' : ''}`;
  };

  private readonly rest = (keyword: string): string => {
    const words = this.some(4, () => this.one(WORDS));
    switch (keyword) {
      case 'FROM':
        return (
          this.flags('platform') +
          (this.chance(0.6) ? `${this.one(WORDS)} ${this.one(['AS', 'as', 'aſ', 'a'])} ${this.one(WORDS)}` : words)
        );
      case 'RUN':
        return this.flags('mount network security device') + words;
      case 'COPY':
        return this.flags('chown from chmod link exclude parents') + words;
      case 'ADD':
        return this.flags('chown chmod link keep-git-dir checksum unpack exclude') + words;
      case 'HEALTHCHECK':
        return `${this.flags('interval timeout start-period start-interval retries')}${this.one(['CMD ', 'CMD ', 'cmd ', 'NONE ', ''])}${words}`;
      case 'ONBUILD':
        return this.flags('') + (this.chance(0.95) ? this.instruction() : '');
      default:
        return this.flags('') + words;
    }
  };

  private readonly instruction = (): string => {
    const keyword = this.chance(0.97) ? this.one(DRAWN) : this.mutated(this.one(KEYWORDS));
    return `${this.cased(keyword)}${this.chance(0.95) ? ' ' : this.one(['  ', '\t', '\u00a0', ''])}${this.rest(keyword)}`;
  };

  private readonly mutated = (text: string): string => {
    const at = this.below(text.length + 1);
    const before = text.slice(0, at);
    switch (this.below(4)) {
      case 0:
        return before + this.one(ODD) + text.slice(at);
      case 1:
        return before + text.slice(at + 1);
      case 2:
        return before + text.charAt(at) + text.slice(at);
      default:
        return before + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
    }
  };

  private readonly placed = (): string => {
    let text = this.instruction();
    if (this.chance(0.25)) text = this.mutated(text);
    if (this.chance(0.1)) text = this.mutated(text);
    if (this.chance(0.08)) {
      const at = this.below(text.length + 1);
      text = `${text.slice(0, at)}\\\n${this.one(['', '# c\n', '\n', '  '])}${text.slice(at)}`;
    }
    const hasBody = text.includes('<<') && this.chance(/^(onbuild\s+)?(run|copy|add)\s/i.test(text) ? 0.9 : 0.1);
    return hasBody ? `${text}\nbody\nEOF\nE F\nE\n` : text;
  };

  readonly file = (): string => {
    const head = this.chance(0.03)
      ? this.one(['# escape=`\n', '# escape=x\n', '#syntax=a\n# syntax=b\n', '\ufeff'])
      : '';
    const from = this.chance(0.04) ? '' : this.one(['FROM a\n', 'FROM a AS b\n', 'ARG V=1\nFROM $V\n']);
    const body = Array.from({ length: this.chance(0.85) ? 1 : this.below(4) }, this.placed).join('\n');
    return head + from + body + this.one(['\n', '\n', '', '\r\n']);
  };
}

/** An endless row of files. They hold Unicode alone, as files do: no half surrogate pairs. */
export function generator(seed: number): () => string {
  const grammar = new Grammar(randomNumbers(seed));
  return () => wellFormed(grammar.file());
}
