// Text that was meant to be JSON form and is none: single quotes, typographic quotes, commas too many or too few.

/** Longer ones are left alone. */
const MAX_LENGTH = 4_000;
const ITEM = /\s*(?:'([^'"\\]*)'|"([^"\\]*)"|[“”„]([^“”"\\]*)[“”]|[‘’]([^‘’"\\]*)[‘’]|([^\s,"'[\]\\“”„‘’]+))\s*(,?)/y;
const BEGINS = /^\[\s*["'“”„‘’]/;

/** Whether somebody meant JSON form. `isShell`: a shell reads the text otherwise, where `[` is a command. */
export function isMeantAsJson(text: string, isShell: boolean): boolean {
  if (!text.startsWith('[')) return false;
  if (/^\[\s*[“”„‘’]|^\[\s*(?:'[^']*'|"[^"]*")\s*,/.test(text)) return true;
  if (!BEGINS.test(text) && !isShell) return false;
  return !/[;&|]/.test(text) && (/\]\s*$/.test(text) || BEGINS.test(text)) && !/^\[\s+.*\s(?:-\w+|!?==?)\s/.test(text);
}

/** What was meant, in valid JSON. Undefined where that is not plain to see. */
export function meantJson(text: string): string | undefined {
  const inner = /^\[(.*)\]\s*$/s.exec(text)?.[1];
  if (inner === undefined || text.length > MAX_LENGTH) return undefined;
  const items: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < inner.trimEnd().length) {
    const match = ITEM.exec(inner);
    if (!match) return undefined;
    const [, single, double, curly, curlySingle, bare] = match;
    items.push(single ?? double ?? curly ?? curlySingle ?? bare ?? '');
  }
  return items.length === 0 ? undefined : `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}
