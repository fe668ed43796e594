// The rules of gitleaks' configuration: the part of TOML that it uses, read without a library.
export interface TomlRule {
  readonly id: string;
  readonly description: string;
  readonly regex?: string;
  readonly entropy?: number;
  readonly keywords: readonly string[];
  /** The regular expressions of its allowlists. */
  readonly allow: readonly string[];
}

type Value = string | number | readonly string[];

const STRING = /'''([\s\S]*?)'''|"((?:[^"\\]|\\.)*)"/;
const ENTRY = /^(\w+) = (?:(\[[\s\S]*?\n\]|\[.*\])|('''[\s\S]*?'''|"(?:[^"\\]|\\.)*")|([\d.]+))\s*$/gm;

/** Each `[[rules]]` with its allowlists, in the file's order. */
export function rulesInToml(text: string): TomlRule[] {
  return text
    .split(/^\[\[rules\]\]$/m)
    .slice(1)
    .map((block) => {
      const [own = '', ...allowlists] = block.split(/^\s*\[\[rules\.allowlists\]\]$/m);
      const { id, description, regex, entropy, keywords } = Object.fromEntries(entriesIn(own));
      if (typeof id !== 'string' || typeof description !== 'string') throw new Error(`a rule without id: ${own}`);
      return {
        id,
        description,
        regex: typeof regex === 'string' ? regex : undefined,
        entropy: typeof entropy === 'number' ? entropy : undefined,
        keywords: Array.isArray(keywords) ? keywords : [],
        allow: allowlists
          .flatMap((list) => entriesIn(list).flatMap(([key, value]) => (key === 'regexes' ? value : [])))
          .filter(isText),
      };
    });
}

const isText = (value: unknown): value is string => typeof value === 'string';

function entriesIn(block: string): [string, Value][] {
  return [...block.matchAll(ENTRY)].map(([, key = '', list, text, number]) => [
    key,
    list !== undefined ? textsIn(list) : text !== undefined ? (textsIn(text)[0] ?? '') : Number(number),
  ]);
}

const textsIn = (source: string): string[] =>
  [...source.matchAll(new RegExp(STRING, 'g'))].map(([, literal, basic]) => literal ?? JSON.parse(`"${basic}"`));
