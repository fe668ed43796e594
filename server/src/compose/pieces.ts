// The text of a Compose file cut at its top-level keys and its services, so that an edit costs the piece it is in. Cut is only
// where YAML can mean nothing else: at a key in the first column, and at a key as far in as the first service.

export interface Piece {
  /**
   * service: one entry of `services`. key: a top-level key with its value; `services:` itself has only its line. word: a key
   * that is being typed, where nothing but one can stand.
   */
  readonly kind: 'service' | 'key' | 'services' | 'word';
  /** The first line, 0-based. */
  readonly line: number;
  readonly text: string;
}

const KEY = /^[A-Za-z_][\w.-]*[ ]*:(?=[ \r]|$)/;
const SERVICES = /^services[ ]*:[ ]*(?:#.*)?\r?$/;
/** Behind the indentation: a key that holds a mapping, and no anchor or tag of its own beside it. */
const SERVICE = /^[\w][\w.-]*[ ]*:[ ]*(?:#.*)?\r?$/;
/** A key without its colon. */
const WORD = /^\w[\w.-]*[ ]*(?:#.*)?\r?$/;
const IGNORED = /^[ \t]*(?:#.*)?\r?$/;

/** Undefined where the text has to be read as a whole. */
export function piecesOf(lines: readonly string[]): readonly Piece[] | undefined {
  const starts: { kind: Piece['kind']; line: number }[] = [];
  let indent: number | undefined;
  let isInServices = false;
  let hasKeys = false;
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? '';
    const first = text.charCodeAt(0);
    if (first !== SPACE && first !== TAB) {
      if (IGNORED.test(text) || (starts.length === 0 && START.test(text))) continue;
      if (!KEY.test(text) && !WORD.test(text)) return undefined;
      if (!KEY.test(text)) {
        isInServices = false;
        starts.push({ kind: 'word', line });
        continue;
      }
      hasKeys = true;
      isInServices = SERVICES.test(text);
      if (isInServices && indent !== undefined) return undefined;
      starts.push({ kind: isInServices ? 'services' : 'key', line });
      continue;
    }
    if (starts.length === 0) {
      if (IGNORED.test(text)) continue;
      return undefined;
    }
    const isBelowWord = starts.at(-1)?.kind === 'word';
    if (!isInServices && !isBelowWord) continue;
    const column = indentOf(text);
    if (indent !== undefined && column > indent && !isBelowWord) continue;
    if (IGNORED.test(text)) continue;
    indent ??= column;
    if (!isInServices || column !== indent) return undefined;
    if (SERVICE.test(text.slice(column))) starts.push({ kind: 'service', line });
    else if (WORD.test(text.slice(column))) starts.push({ kind: 'word', line });
    else return undefined;
  }
  if (!hasKeys) return undefined;
  return starts.map(({ kind, line }, i) => {
    const next = starts[i + 1]?.line;
    const text = lines.slice(line, next).join('\n');
    return { kind, line, text: next === undefined ? text : `${text}\n` };
  });
}

const SPACE = 32;
const TAB = 9;
/** A marker that begins the only document. */
const START = /^---[ ]*(?:#.*)?\r?$/;

function indentOf(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}
