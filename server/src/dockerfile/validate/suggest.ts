// BuildKit's "(did you mean …?)": the known word within two edits of what was written.
// Source: BuildKit, util/suggest/error.go. It takes the options in random order, so among equally near ones its choice
// differs from run to run; ours is the first.
import { toUpper, wellFormed } from '../go-quote';
import { toLower } from '../go-text';

const LIMIT = 3;

/** The message, with the suggestion when there is one. */
export function withSuggestion(message: string, written: string, options: readonly string[]): string {
  const match = nearest(written, options);
  return match === undefined ? message : `${message} (did you mean ${match}?)`;
}

/** The same for words whose case does not matter: the options are in lower case, the suggestion follows what was written. */
export function withSuggestionInCase(message: string, written: string, options: readonly string[]): string {
  const lower = toLower(written);
  const match = nearest(lower, options);
  if (match === undefined) return message;
  const cased = written !== lower && written === toUpper(written) ? match.toUpperCase() : match;
  return `${message} (did you mean ${cased}?)`;
}

export function nearest(written: string, options: readonly string[]): string | undefined {
  const longest = Math.max(...options.map((option) => option.length));
  if (written.length >= 2 * (longest + LIMIT)) return undefined;
  const characters = [...wellFormed(written)];
  let best: string | undefined;
  let least = LIMIT;
  for (const option of options) {
    if (Math.abs(option.length - characters.length) >= least) continue;
    const edits = distance(characters, option);
    if (edits >= least) continue;
    best = option;
    least = edits;
  }
  return best;
}

/** Levenshtein distance; `b` is ASCII. */
function distance(a: readonly string[], b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, character] of a.entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substituted = (row[j] ?? 0) + (b[j] === character ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
