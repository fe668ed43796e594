// Which instruction holds a line of the file.
import { countWhile } from '../text/rising';
import type { PlacedInstruction } from './syntax';

type Placed = readonly PlacedInstruction[];

export function instructionAt(instructions: Placed, line: number): PlacedInstruction | undefined {
  const placed = instructions[countBegun(instructions, line) - 1];
  return placed && line < endOf(placed) ? placed : undefined;
}

/** How many instructions begin on a line or above it. */
export const countBegun = (instructions: Placed, line: number): number =>
  countWhile(instructions, (placed) => placed.line <= line);

/** The line behind it. */
export const endOf = ({ line, instruction }: PlacedInstruction): number => line + instruction.lineCount;
