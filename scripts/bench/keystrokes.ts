// What is typed in a benchmark, the same for every server: letters behind the end of a line, half way through the file.
import { type Position, position } from '../../server/src/text/range';

export interface Edit {
  readonly at: Position;
  readonly inserted: string;
  /** The whole document behind the edit. */
  readonly text: string;
}

const LETTERS = 'abcdefghij';
/** A RUN that goes on making sense, or none, with letters behind it. */
export const RUN = /^RUN\s+[a-z][^[\]"'`$<>{}|&;#]*[a-z0-9]$/;
/** A value of a service, one that rules read, of which letters make another one. */
export const SERVICE_VALUE = /^ {4,}(?:image|command|container_name): +[a-z][\w./:-]*[a-z0-9]$/;

/** One letter each, behind a line like `editable`. */
export function* keystrokes(text: string, count: number, editable = RUN): Generator<Edit> {
  const lines = text.split('\n');
  const line = lineToEdit(lines, editable);
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
  const line = lineToEdit(lines, RUN) + 1;
  const inserted = 'MAINTAINER nobody\n';
  return { at: position(line, 0), inserted, text: lines.toSpliced(line, 0, inserted.trimEnd()).join('\n') };
}

function lineToEdit(lines: readonly string[], editable: RegExp): number {
  const middle = lines.length >> 1;
  const behind = lines.findIndex((text, i) => i >= middle && editable.test(text));
  const found = behind >= 0 ? behind : lines.findLastIndex((text, i) => i < middle && editable.test(text));
  if (found < 0) throw new Error('the input has no line to edit');
  return found;
}
