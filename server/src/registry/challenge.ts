// What a 401 asks for: the header WWW-Authenticate. Source: RFC 7235; the token authentication of the distribution project.

export type Challenge =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: string; readonly service?: string };

/** A scheme, or a parameter with its value, quoted or not. */
const PART = /[\s,]*([\w!#$%&'*+.^`|~-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/y;

/** Bearer where both are offered, as the distribution project prefers it. Undefined where nothing is asked that we know. */
export function challengeOf(header: string | undefined): Challenge | undefined {
  const offered = schemesOf(header ?? '');
  const bearer = offered.get('bearer');
  const realm = bearer?.get('realm');
  if (realm !== undefined) return { kind: 'bearer', realm, service: bearer?.get('service') };
  return offered.has('basic') ? { kind: 'basic' } : undefined;
}

/** The parameters of each scheme, all names in lower case. */
function schemesOf(header: string): Map<string, Map<string, string>> {
  const schemes = new Map<string, Map<string, string>>();
  let parameters = new Map<string, string>();
  PART.lastIndex = 0;
  for (let match = PART.exec(header); match; match = PART.exec(header)) {
    const [, name = '', quoted, plain] = match;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (value === undefined) {
      parameters = new Map();
      schemes.set(name.toLowerCase(), parameters);
    } else parameters.set(name.toLowerCase(), value);
  }
  return schemes;
}
