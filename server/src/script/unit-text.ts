// Settings of a systemd unit and the words of one, as systemd reads them, each with its place.
import type { ShellWord } from '../shell/command';

export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  /** Of the value in the file. */
  readonly start: number;
  /** As long as it is in the file: a continuation is spaces, and so are comments inside. */
  readonly value: string;
}

export function settingsOf(text: string): UnitSetting[] {
  const settings: UnitSetting[] = [];
  let section = '';
  let open: { key: string; start: number; value: string } | undefined;
  let offset = 0;
  const close = (): void => {
    if (open) settings.push({ section, ...open });
    open = undefined;
  };
  for (const line of text.split(/(?<=\n)/)) {
    const bare = line.replace(/\r?\n$/, '');
    const isComment = /^\s*[#;]/.test(bare);
    if (open) {
      open.value += isComment ? ' '.repeat(line.length) : continued(line, bare);
      if (!isComment && !bare.endsWith('\\')) close();
    } else if (!isComment) {
      const [, name] = /^\s*\[([^\]]*)\]/.exec(bare) ?? [];
      const [head = '', key] = /^\s*([\w-]+)\s*=\s*/.exec(bare) ?? [];
      if (name !== undefined) section = name;
      if (key !== undefined) {
        open = { key, start: offset + head.length, value: continued(line, bare).slice(head.length) };
        if (!bare.endsWith('\\')) close();
      }
    }
    offset += line.length;
  }
  close();
  return settings;
}

const continued = (line: string, bare: string): string =>
  (bare.endsWith('\\') ? bare.slice(0, -1) : bare).padEnd(line.length);

/** Words between spaces, with quotes and backslashes taken off. */
export function wordsOf({ value, start }: Pick<UnitSetting, 'value' | 'start'>): ShellWord[] {
  const words: ShellWord[] = [];
  for (const match of value.matchAll(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/gs)) {
    const text = match[0];
    const plain = text.replace(
      /"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\\(.)/gs,
      (_, a, b, c) => (a ?? b ?? c) as string,
    );
    const from = start + match.index;
    const isKnown = !/\$(?:\{?\w)/.test(plain);
    const pieces = isKnown ? [plain] : [plain.slice(0, plain.indexOf('$')), undefined];
    words.push({ text, pieces, value: isKnown ? plain : undefined, start: from, end: from + text.length });
  }
  return words;
}
