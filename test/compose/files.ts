// Files in memory that a Compose file may name.
import type { Files } from '../../server/src/text/files';

export const ROOT = 'file:///project/';

/** By path from ROOT; what is not there is missing. */
export const filesOf = (texts: Readonly<Record<string, string>>): Files => ({
  read: (uri) => {
    const text = uri.startsWith(ROOT) ? texts[uri.slice(ROOT.length)] : undefined;
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
  },
});
