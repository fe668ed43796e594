// Variables that stand where an address has its credentials: `https://user:${PASSWORD}@host`.

export interface UrlVariable {
  /** Its name. */
  readonly name: string;
  /** Behind a colon: nothing but a secret stands there. Before it, or alone, it may be a user's name. */
  readonly isPassword: boolean;
  /** [start, end) in the text: from `://` to the `@`. */
  readonly start: number;
  readonly end: number;
}

const USER_INFO = /:\/\/((?:[^\s/@'"`<>|;,\\${}]|\$\w{1,100}|\$\{\w{1,100}(?::?[-+?=][^{}]{0,100})?\}){1,300})@[^\s/]/y;

/** One of each address, the most telling. */
export function urlVariables(text: string): UrlVariable[] {
  const found: UrlVariable[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    USER_INFO.lastIndex = at;
    const [, info = ''] = USER_INFO.exec(text) ?? [];
    if (!info.includes('$')) continue;
    const sign = info.replace(/\$\{[^}]*\}/g, (part) => '_'.repeat(part.length)).indexOf(':');
    const [, name] = /\$\{?(\w+)/.exec(sign < 0 ? info : info.slice(sign)) ?? [];
    const [, user] = sign < 0 ? [] : (/\$\{?(\w+)/.exec(info.slice(0, sign)) ?? []);
    const start = at + 3;
    const end = start + info.length;
    if (name !== undefined) found.push({ name, isPassword: sign >= 0, start, end });
    else if (user !== undefined) found.push({ name: user, isPassword: false, start, end });
  }
  return found;
}
