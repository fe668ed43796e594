// What is typed in a benchmark, the same for every server: letters behind a RUN, half way through the file.
import { type Position, position } from '../../server/src/text/range';

export interface Edit {
  readonly at: Position;
  readonly inserted: string;
  /** The whole document behind the edit. */
  readonly text: string;
}

const LETTERS = 'abcdefghij';
/** A RUN that goes on making sense, or none, with letters behind it. */
const EDITABLE = /^RUN\s+[a-z][^[\]"'`$<>{}|&;#]*[a-z0-9]$/;

/** One letter each. */
export function* keystrokes(text: string, count: number): Generator<Edit> {
  const lines = text.split('\n');
  const line = lineToEdit(lines);
  for (let i = 0; i < count; i++) {
    const inserted = LETTERS.charAt(i % LETTERS.length);
    const at = position(line, lines[line]?.length ?? 0);
    lines[line] += inserted;
    yield { at, inserted, text: lines.join('\n') };
  }
}

/** A line of its own below the one that is typed in, which every linter of Dockerfiles has something to say of. */
export function deprecatedLine(text: string): Edit {
  const lines = text.split('\n');
  const line = lineToEdit(lines) + 1;
  const inserted = 'MAINTAINER nobody\n';
  return { at: position(line, 0), inserted, text: lines.toSpliced(line, 0, inserted.trimEnd()).join('\n') };
}

function lineToEdit(lines: readonly string[]): number {
  const middle = lines.length >> 1;
  const behind = lines.findIndex((text, i) => i >= middle && EDITABLE.test(text));
  const found = behind >= 0 ? behind : lines.findLastIndex((text, i) => i < middle && EDITABLE.test(text));
  if (found < 0) throw new Error('the input has no line to edit');
  return found;
}
