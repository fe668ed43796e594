// A file that was read, written anew in its place with its byte order mark, and nothing outside the folder that was named.

import { pathWithin } from '../text/uri';
import type { FileText } from '../workspace/file-system';
import { blockingFileSystem, pathOf, reasonFor } from './node-file-system';
import { replaceFile } from './replace-file';
import type { Target } from './targets';

export const BYTE_ORDER_MARK = '\ufeff';

/** Where the file really is, which is never out of the folder that was named. */
export async function realPathOf(file: Target): Promise<string> {
  const [real, root] = await Promise.all([blockingFileSystem.realUri(file.uri), blockingFileSystem.realUri(file.root)]);
  if (pathWithin(real, root) === undefined) throw new Error('it is a link that leads out of the folder');
  return pathOf(real);
}

/** Throws with the reason for its message, and then the file is as it was. */
export function rewrite(path: string, source: FileText, text: string): void {
  try {
    replaceFile(path, bytesOf(source, source.text), bytesOf(source, text));
  } catch (error) {
    throw error instanceof Error && 'code' in error ? new Error(reasonFor(error)) : error;
  }
}

const bytesOf = ({ hasByteOrderMark }: FileText, text: string): Buffer =>
  Buffer.from(hasByteOrderMark ? BYTE_ORDER_MARK + text : text);
