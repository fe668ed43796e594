// How Compose splits a command that is one text: like a shell, but no shell runs it, and what a shell would do with `;`, `&`,
// `|`, `<` or `>` is left out with all that follows.

export interface SplitWords {
  readonly words: readonly string[];
  /** Compose refuses it: a quote or a bracket that is open. */
  readonly isInvalid: boolean;
  /** What stands behind a `;`, `&`, `|`, `<` or `>` outside quotes: nothing reads it. */
  readonly ignoredFrom?: number;
}

const BLANK = /[ \t\r\n]/;
const ENDS: ReadonlySet<string> = new Set([';', '&', '|', '<', '>']);

export function splitWords(text: string): SplitWords {
  const words: string[] = [];
  let word = '';
  let isWord = false;
  let quote: '' | "'" | '"' = '';
  let substituted: '' | '`' | '$(' = '';
  let isEscaped = false;
  let ignoredFrom: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (isEscaped || (character === '\\' && quote === "'")) {
      word += character;
      isWord = true;
      isEscaped = false;
    } else if (character === '\\') isEscaped = true;
    else if (BLANK.test(character)) {
      if (quote !== '' || substituted !== '') word += character;
      else if (isWord) {
        words.push(word);
        word = '';
        isWord = false;
      }
    } else if (character === '"' && quote !== "'" && substituted !== '$(') {
      isWord = true;
      quote = quote === '"' ? '' : '"';
    } else if (character === "'" && quote !== '"' && substituted !== '$(') {
      isWord = true;
      quote = quote === "'" ? '' : "'";
    } else if (ENDS.has(character) && quote === '' && substituted === '') {
      if (character === '>' && /^[0-9]/.test(word)) isWord = false;
      ignoredFrom = at;
      break;
    } else {
      if (quote === '') {
        if (character === '(' && substituted !== '`') {
          if (substituted === '$(' || !word.endsWith('$')) return { words, isInvalid: true };
          substituted = '$(';
        } else if (character === ')' && substituted !== '`') substituted = substituted === '' ? '$(' : '';
        else if (character === '`' && substituted !== '$(') substituted = substituted === '' ? '`' : '';
      }
      word += character;
      isWord = true;
    }
  }
  if (isWord) words.push(word);
  const isInvalid = isEscaped || quote !== '' || substituted !== '';
  return ignoredFrom === undefined ? { words, isInvalid } : { words, isInvalid, ignoredFrom };
}
