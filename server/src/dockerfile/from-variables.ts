// The variables of a FROM: which it names, and which of them no build can give it.
// Source: BuildKit, frontend/dockerfile/dockerfile2llb/validations.go: FROM sees the ARGs before the first FROM and the platform's.
import { once } from '../text/once';
import type { Instruction, Word } from './syntax';
import { assignmentsOf, type Globals, isPlatformArgument } from './variables';

/** `$name` and `${name}` without a default of their own. */
const PLAIN = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Named in the word, not declared, and without a `:-` that helps out: always empty. `text` is the name. */
export function undeclaredIn({ text }: Instruction, word: Word, globals: Globals): Word[] {
  const written = text.slice(word.start, word.end);
  if (!written.includes('$')) return [];
  const found: Word[] = [];
  for (const match of written.matchAll(PLAIN)) {
    const name = match[1] ?? match[2] ?? '';
    const before = written.slice(0, match.index);
    if (before.endsWith(globals.escape) || before.includes("'")) continue;
    if (isPlatformArgument(name) || declaredIn(globals).has(name)) continue;
    const start = word.start + match.index + match[0].indexOf(name);
    found.push({ text: name, start, end: start + name.length });
  }
  return found;
}

/** The names of the ARGs before the first FROM. */
export const declaredIn = once(
  (globals: Globals): ReadonlySet<string> =>
    new Set(globals.instructions.flatMap(assignmentsOf).map(({ name }) => name.text)),
);
