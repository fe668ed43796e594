// What the variables of a script hold, as far as it says so itself: options are often kept in one.
import type { ShellCommand, ShellWord } from '../shell/command';

/** The words of everything that a variable is set to, and of what is added to it. */
export type Contents = ReadonlyMap<string, readonly string[]>;

/** More than that nobody passes on by hand. */
const MAX_WORDS = 200;
const DECLARES: ReadonlySet<string> = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

export function contentsOf(
  commands: readonly ShellCommand[],
  given: readonly (readonly [name: string, value: string])[] = [],
): Contents {
  const contents = new Map<string, string[]>();
  const add = (name: string, words: readonly string[]): void => {
    const known = contents.get(name) ?? [];
    if (known.length < MAX_WORDS) known.push(...words);
    contents.set(name, known);
  };
  for (const [name, value] of given) add(name, wordsIn(value));
  for (const { assignments, program, args } of commands) {
    for (const { name, value, elements } of assignments) {
      add(name.replace(/\+$/, ''), elements ? elements.map(written) : value ? wordsIn(written(value)) : []);
    }
    if (program === undefined || !DECLARES.has(program)) continue;
    for (const word of args) {
      const [, name, value] = /^(\w+)\+?=(.*)$/s.exec(written(word)) ?? [];
      if (name !== undefined && value !== undefined) add(name, wordsIn(value));
    }
  }
  return contents;
}

/** As the shell would read it if nothing had to be put in; what has to stays as it is written. */
export const written = ({ value, text }: ShellWord): string => value ?? text.replace(/["']/g, '');

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** What stands in a text where nobody can know it. */
export const HOLE = '\ufffc';

const ENVIRONMENT: ReadonlyMap<string, string> = new Map([
  ['HOME', '~'],
  ['PWD', '.'],
  ['XDG_RUNTIME_DIR', '/run/user/1000'],
]);

/** A word with what its variables hold: defaults count, and what is unknown is a hole. */
export function resolved(word: ShellWord, contents: Contents): string {
  if (word.value !== undefined) return word.value;
  let text = written(word);
  for (let round = 0; round < 3 && text.includes('$'); round++) {
    text = text.replace(
      /\$\{(\w+):?[-=]([^{}$]*)\}|\$\{(\w+)\}|\$(\w+)|\$\(\s*pwd\s*\)/g,
      (_, withDefault?: string, otherwise?: string, braced?: string, plain?: string) => {
        const name = withDefault ?? braced ?? plain;
        if (name === undefined) return '.';
        const words = contents.get(name);
        return (words?.length === 1 ? words[0] : undefined) ?? otherwise ?? ENVIRONMENT.get(name) ?? HOLE;
      },
    );
  }
  return text.replace(/\$\([^)]*\)|\$\{[^}]*\}|`[^`]*`|\$\w+/g, HOLE);
}
