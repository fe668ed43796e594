// Settings of an apt.conf: `A::B "c";` and the same with braces, `A { B "c"; };`.
// Source: apt.conf(5).

export interface AptSetting {
  /** With all its scopes: `APT::Get::Assume-Yes`. */
  readonly key: string;
  readonly value: string;
  /** Index of the line that its value stands on. */
  readonly line: number;
}

const TOKEN = /\/\/.*|#.*|\/\*[^*]*\*\/|"([^"\n]*)"|[{};]|[^\s"{};]+/g;

/** What cannot be read is left out. */
export function aptConfSettings(lines: readonly string[]): AptSetting[] {
  const settings: AptSetting[] = [];
  const scopes: string[] = [];
  let words: string[] = [];
  for (const [line, text] of lines.entries()) {
    for (const [token, quoted] of text.matchAll(TOKEN)) {
      if (/^(?:\/\/|#|\/\*)/.test(token)) continue;
      if (token === '{') scopes.push(words[0] ?? '');
      else if (token === '}') scopes.pop();
      else if (token !== ';') {
        words.push(quoted ?? token);
        continue;
      } else if (words.length === 2) {
        const [name = '', value = ''] = words;
        settings.push({ key: [...scopes, name].filter((scope) => scope !== '').join('::'), value, line });
      }
      words = [];
    }
  }
  return settings;
}
