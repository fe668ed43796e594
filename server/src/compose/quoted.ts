// The user's own text in a message: one line, and short.

const LONGEST = 40;

export function quoted(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const isWhole = line.length === text.length && line.length <= LONGEST;
  return isWhole ? `'${text}'` : `'${line.slice(0, LONGEST)}…'`;
}
