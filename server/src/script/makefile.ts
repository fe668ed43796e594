// The recipes of a Makefile as one script of a shell, with the place of every character.
import { countBelow } from '../text/rising';

export interface RecipeText {
  readonly text: string;
  /** Where an offset of `text` stands in the file. */
  readonly place: (offset: number) => number;
  /** Variables that the Makefile sets to a text of their own. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

const ASSIGNMENT = /^(?:override\s+|export\s+)*([\w.-]+)\s*(?:::?:?|[?+!])?=[ \t]*(.*)$/;

/** Lines that begin with a tab, without what make takes off them; variables of make look like those of the shell. */
export function recipesOf(source: string): RecipeText {
  const variables: (readonly [string, string])[] = [];
  /** Offsets in `text` at which one character of the file was left out. */
  const left: number[] = [];
  let text = '';
  let continued: 'recipe' | 'other' | undefined;
  let assigned: { readonly name: string; value: string } | undefined;
  const end = (): void => {
    if (assigned)
      variables.push([
        assigned.name,
        shellText(assigned.value)
          .replace(/\s+#.*$/, '')
          .trim(),
      ]);
    assigned = undefined;
  };
  for (const line of source.split(/(?<=\n)/)) {
    const bare = line.replace(/\r?\n$/, '');
    const kind = continued ?? (bare.startsWith('\t') ? 'recipe' : 'other');
    if (kind === 'recipe') {
      const prefix = continued ? '' : (/^\t+[ \t]*[@+-]*(?:[ \t]*[@+-]+)*/.exec(bare)?.[0] ?? '');
      const body = line.slice(prefix.length);
      text += ' '.repeat(prefix.length);
      for (const part of shellText(body, '\u0000').split('\u0000')) {
        text += part;
        left.push(text.length);
      }
      left.pop();
    } else {
      if (continued && assigned) assigned.value += ` ${bare.replace(/\\$/, '')}`;
      else {
        const [, name, value = ''] = ASSIGNMENT.exec(bare) ?? [];
        if (name !== undefined) assigned = { name, value: value.replace(/\\$/, '') };
      }
      text += bare.replace(/./gs, ' ') + line.slice(bare.length);
    }
    continued = /\\$/.test(bare) ? kind : undefined;
    if (!continued) end();
  }
  end();
  return { text, place: (offset) => offset + countUpTo(left, offset), variables };
}

/** `$$` is the shell's own `$`, of which one is left out; `$(NAME)` is written as the shell would. */
const shellText = (text: string, leftOut = ''): string =>
  text.replace(/\$\$|\$\((\w+)\)/g, (_, name?: string) => (name === undefined ? `$${leftOut}` : `\${${name}}`));

const countUpTo = (sorted: readonly number[], offset: number): number => countBelow(sorted, offset + 1);
