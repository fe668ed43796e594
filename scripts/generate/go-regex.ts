// Go's regular expressions as JavaScript's: flags in the middle of a pattern are written out, names of classes replaced.
const CLASS_NAMES: Readonly<Record<string, string>> = { '[:alnum:]': 'A-Za-z0-9' };
const TOKEN = /\(\?([a-z]*(?:-[a-z]+)?)([:)])|\((?:\?:)?|\)|\\[\s\S]|\[(?:\[:\w+:\]|\\[\s\S]|[^\]])*\]|[\s\S]/gy;

interface JsRegex {
  readonly source: string;
  /** `i` when the whole pattern ignores case. */
  readonly flags: '' | 'i';
}

/** Throws where a flag other than `i` is set: such patterns are left out by name. */
export function jsRegex(go: string): JsRegex {
  const whole = go.startsWith('(?i)') && !go.includes('(?-i');
  return { source: converted(whole ? go.slice(4) : go, whole), flags: whole ? 'i' : '' };
}

function converted(go: string, ignoresCase: boolean): string {
  const groups: boolean[] = [];
  let folds = false;
  let out = '';
  for (const [token, flags, end] of go.matchAll(TOKEN)) {
    if (flags !== undefined && token !== '(?:') {
      if (flags !== 'i' && flags !== '-i') throw new Error(`unknown flags in ${go}`);
      if (end === ':') {
        groups.push(folds);
        out += '(?:';
      }
      folds = flags === 'i';
    } else if (token === '(' || token === '(?:') {
      groups.push(folds);
      out += token;
    } else if (token === ')') {
      folds = groups.pop() ?? false;
      out += token;
    } else {
      out += folds && !ignoresCase ? folded(token) : plain(token);
    }
  }
  return out;
}

function plain(token: string): string {
  if (token === '\\z') return '$';
  if (token === '\\x60') return '`';
  return token.startsWith('[')
    ? token.replace(/\[:\w+:\]/g, (name) => CLASS_NAMES[name] ?? '').replaceAll('\\x60', '`')
    : token;
}

/** A token of a pattern that ignores case, for one that does not. */
function folded(token: string): string {
  if (/^[A-Za-z]$/.test(token)) return `[${token.toLowerCase()}${token.toUpperCase()}]`;
  if (!token.startsWith('[')) return plain(token);
  const letters =
    token
      .slice(1, -1)
      .replace(/\\[\s\S]/g, '')
      .match(/[a-z]-[a-z]|[a-z]/g) ?? [];
  return `[${letters.join('').toUpperCase()}${plain(token).slice(1)}`;
}
