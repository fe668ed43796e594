// The fix that leaves a file out: a line more in a .gitignore or .dockerignore.
import { rangeOf } from '../text/range';
import type { Fix } from './finding';

export interface IgnoreList {
  readonly uri: string;
  /** Undefined where the file is not there yet. */
  readonly text: string | undefined;
}

export function leaveOut({ uri, text }: IgnoreList, pattern: string): Fix {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const title = `Leave '${pattern}' out in ${name}`;
  if (text === undefined) {
    const edits = [{ range: rangeOf(0, 0, 0, 0), newText: `${pattern}\n` }];
    return { title, safety: 'suggested', delta: {}, edits: () => [{ uri, isNew: true, edits }] };
  }
  const rows = text.split('\n');
  const last = rows.length - 1;
  const end = rows[last]?.length ?? 0;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${end > 0 ? lineBreak : ''}${pattern}${lineBreak}`;
  return {
    title,
    safety: 'suggested',
    delta: {},
    edits: () => [{ uri, edits: [{ range: rangeOf(last, end, last, end), newText }] }],
  };
}
