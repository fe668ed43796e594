// BuildKit is written in Go, whose notions of space, case and bytes are not JavaScript's. Here are Go's.

/** unicode.IsSpace */
export function isSpace(code: number): boolean {
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return true;
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** How many characters of space a text begins with. */
export function leadingSpace(text: string): number {
  let i = 0;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** Where the space that a text ends with begins; the text's length when there is none. */
export function trailingSpace(text: string): number {
  let i = text.length;
  while (i > 0 && isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}

/** strings.ToLower, whose dotted capital I becomes a plain i. */
export const toLower = (text: string): string =>
  (text.includes('\u0130') ? text.replaceAll('\u0130', 'i') : text).toLowerCase();

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
};

/** A text as BuildKit walks it where it walks bytes: one character a byte, with the way back. */
export interface ByteView {
  readonly bytes: string;
  /** The offset in the text of the character that a byte belongs to. */
  offset(byte: number): number;
  /** The text of some bytes; those that are no UTF-8 become U+FFFD. */
  decode(bytes: string): string;
}

const same = (value: number): number => value;
const sameText = (value: string): string => value;

export function byteView(text: string): ByteView {
  if (isAscii(text)) return { bytes: text, offset: same, decode: sameText };
  const encoded = new TextEncoder().encode(text);
  let bytes = '';
  for (const byte of encoded) bytes += String.fromCharCode(byte);
  const offsets: number[] = [];
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let k = 0; k < width; k++) offsets.push(i);
    i += code > 0xffff ? 2 : 1;
  }
  return { bytes, offset: (byte) => offsets[byte] ?? text.length, decode: decodeBytes };
}

function decodeBytes(bytes: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
}

/** Length in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    length += code < 0x800 ? 1 : 2;
    if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
  }
  return length;
}
