// Secrets by the place they stand in: private keys, credentials in addresses, headers and options.
import { isDocumentedExample, isFilledIn, looksRandom, standsForSecret } from './random';
import type { Secret, Shape } from './secret';

const MAX_KEY = 16_384;

/** A block from BEGIN to END; a header alone counts, unless what follows is put in by a shell. */
export const privateKeys: Shape = {
  words: ['private key-----', 'private key block-----'],
  at(text, word, from) {
    const back = Math.max(from, word - 60);
    const start = text.slice(back, word).search(/-----BEGIN [A-Z0-9 ]*$/);
    if (start < 0) return undefined;
    const header = text.indexOf('-----', word) + 5;
    const body = text.slice(header, header + MAX_KEY);
    if (/^(?:\\+[nr]|[\s"'])*(?:\$[\w{(]|%s|`|\{\{|\.\*|\[|\(|\|)/.test(body)) return undefined;
    const [block = ''] = /^[\s\S]*?-----END [A-Z0-9 ]{0,60}-----/.exec(body) ?? /^[A-Za-z0-9+/=\\\s]*/.exec(body) ?? [];
    if (block.includes('${') || /^[^\n]*\$\w/.test(block)) return undefined;
    const end = header + block.trimEnd().length;
    return { secret: secret(back + start, end, 'private-key', 'a private key', false), next: end };
  },
};

const USER_AND_PASSWORD = /:\/\/([^\s:/@'"`<>|;,\\]{0,100}):([^\s/@'"`<>|;,\\]{1,300})@[\w[$]/y;
const TOKEN_AS_USER = /:\/\/([^\s:/@'"`<>|;,\\]{20,300})@[\w[]/y;

/** `https://user:password@host` and `https://token@host`. */
export const urlCredentials: Shape = {
  words: ['://'],
  at(text, word) {
    const pair = matchAt(USER_AND_PASSWORD, text, word);
    const [, user = '', password] = pair ?? [];
    if (pair && password !== undefined) {
      const end = word + 3 + user.length + 1 + password.length;
      const found = password !== 'x-oauth-basic' && !isFilledIn(password) && !/^(?:\*+|x{3,}|\.{3})$/i.test(password);
      const isPlaceholder = standsForSecret(password) || password === user || /^(?:user(?:name)?|login)$/i.test(user);
      const start = end - password.length;
      return {
        secret: found ? secret(start, end, 'url-credentials', 'the password in an address', isPlaceholder) : undefined,
        next: end,
      };
    }
    const [whole, token] = matchAt(TOKEN_AS_USER, text, word) ?? [];
    if (whole === undefined || token === undefined || isFilledIn(token) || !looksRandom(token)) return undefined;
    const end = word + 3 + token.length;
    return {
      secret: secret(word + 3, end, 'url-credentials', 'the token in an address', standsForSecret(token)),
      next: end,
    };
  },
};

const AUTHORIZATION =
  /authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:basic|bearer|token)\s{1,3}([\w=~@.+/-]{8,2000})/iy;

/** The header `Authorization: Bearer …`. */
export const authorizations: Shape = {
  words: ['authorization'],
  at(text, word) {
    const match = matchAt(AUTHORIZATION, text, word);
    const [whole = '', value = ''] = match ?? [];
    if (!match || isDocumentedExample(value) || !(looksRandom(value) || standsForSecret(value))) return undefined;
    if (text[word + whole.length] === '$') return undefined;
    const end = word + whole.length;
    return {
      secret: secret(end - value.length, end, 'authorization', 'the credential in a header', standsForSecret(value)),
      next: end,
    };
  },
};

const CURL_USER =
  /curl(?=\s)[^\n;|&]{0,400}?\s(?:-u|--user)[ =]?["']?([^\s:"'$`]{1,80}):([^\s"'$`<>;|&)\\]{3,200})(?=["'\s;|&)]|$)/y;

/** `curl -u name:password`. */
export const curlUsers: Shape = {
  words: ['curl '],
  at(text, word) {
    const [whole, , password] = matchAt(CURL_USER, text, word) ?? [];
    if (whole === undefined || password === undefined || isFilledIn(password)) return undefined;
    const end = word + whole.length;
    return {
      secret: secret(end - password.length, end, 'curl-user', 'the password for curl', standsForSecret(password)),
      next: end,
    };
  },
};

export const secret = (
  start: number,
  end: number,
  kind: string,
  description: string,
  isPlaceholder: boolean,
): Secret => ({
  start,
  end,
  kind,
  description,
  isPlaceholder,
});

export function matchAt(regex: RegExp, text: string, at: number): RegExpExecArray | null {
  regex.lastIndex = at;
  return regex.exec(text);
}
