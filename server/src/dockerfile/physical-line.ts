// One physical line: where it ends, whether it is a comment, whether the next one continues it.
// Source: BuildKit, frontend/dockerfile/parser/parser.go.
import { isSpace } from './go-text';

const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;
const NUMBER_SIGN = 35;

export const hasBom = (line: string): boolean => line.charCodeAt(0) === BYTE_ORDER_MARK;
export const withoutBom = (line: string): string => (hasBom(line) ? line.slice(1) : line);

export function withoutCarriageReturn(line: string): string {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
  return end === line.length ? line : line.slice(0, end);
}

export function isComment(line: string): boolean {
  let i = 0;
  while (i < line.length && isSpace(line.charCodeAt(i))) i++;
  return line.charCodeAt(i) === NUMBER_SIGN;
}

/** The offset of the character that continues the line on the next one, or -1. An escaped escape does not. */
export function continuationOf(line: string, escape: number): number {
  let i = line.length - 1;
  while (i >= 0 && (line.charCodeAt(i) === 32 || line.charCodeAt(i) === 9)) i--;
  if (i < 0 || line.charCodeAt(i) !== escape) return -1;
  return i === 0 || line.charCodeAt(i - 1) !== escape ? i : -1;
}
