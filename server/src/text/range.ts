// Positions in a text, as the language server protocol counts them: 0-based lines, UTF-16 code units.

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half open: `end` is the position behind the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export const position = (line: number, character: number): Position => ({ line, character });

export const rangeOf = (line: number, character: number, endLine: number, endCharacter: number): Range => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

/** The same range, `lines` further down. */
export const shiftRange = (range: Range, lines: number): Range =>
  lines === 0
    ? range
    : rangeOf(range.start.line + lines, range.start.character, range.end.line + lines, range.end.character);

export const comparePositions = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;

export const overlaps = (a: Range, b: Range): boolean =>
  comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
