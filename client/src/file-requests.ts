// Files for the server where it has none of its own: its requests answered by the editor's file system.
import { type Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import { type BaseLanguageClient, LSPErrorCodes, RequestType, ResponseError } from 'vscode-languageclient';
import {
  type FoundEntry,
  type FoundFile,
  type FoundKind,
  type FoundText,
  type Place,
  READ_DIRECTORY,
  READ_TEXT,
  STAT,
} from '../../protocol/files';

const readDirectoryRequest = new RequestType<Place, FoundEntry[], void>(READ_DIRECTORY);
const statRequest = new RequestType<Place, FoundFile | null, void>(STAT);
const readTextRequest = new RequestType<Place, FoundText, void>(READ_TEXT);

export function answerFileRequests(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(readDirectoryRequest, ({ uri }) =>
      told(async () => {
        const entries = await workspace.fs.readDirectory(Uri.parse(uri));
        return entries.map(([name, type]) => ({ name, kind: isLink(type) ? ('link' as const) : kindOf(type) }));
      }),
    ),
    client.onRequest(statRequest, ({ uri }) =>
      told(async () => {
        try {
          const { type, size } = await workspace.fs.stat(Uri.parse(uri));
          return { kind: kindOf(type), size, isLink: isLink(type) };
        } catch (error) {
          if (isMissing(error)) return null;
          throw error;
        }
      }),
    ),
    client.onRequest(readTextRequest, ({ uri }) =>
      told(async () => decode(await workspace.fs.readFile(Uri.parse(uri)))),
    ),
  ];
}

const isLink = (type: FileType): boolean => (type & FileType.SymbolicLink) !== 0;

function kindOf(type: FileType): FoundKind {
  if (type & FileType.Directory) return 'folder';
  return type & FileType.File ? 'file' : 'other';
}

function decode(bytes: Uint8Array): FoundText {
  const { text, isExact } = utf8(bytes);
  // A second one is text: taking the first away would make it the mark.
  const hasByteOrderMark = text.startsWith('\ufeff') && !text.startsWith('\ufeff', 1);
  return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark, isExact };
}

function utf8(bytes: Uint8Array): { text: string; isExact: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isExact: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), isExact: false };
  }
}

const codeOf = (error: unknown): string => (error instanceof FileSystemError ? error.code : '');
const isMissing = (error: unknown): boolean => /^(?:FileNotFound|FileNotADirectory)$/.test(codeOf(error));

/** The server knows the codes, and puts them in words. */
async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ResponseError(LSPErrorCodes.RequestFailed, codeOf(error) || reason);
  }
}
