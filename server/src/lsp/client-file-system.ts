// Files as the editor reaches them, asked for over the connection: those of a browser, of a repository that is nowhere on
// the disk, of anything but `file:`.
import { type Connection, type InitializeParams, RequestType } from 'vscode-languageserver';
import {
  type FoundEntry,
  type FoundFile,
  type FoundText,
  type Place,
  READ_DIRECTORY,
  READ_TEXT,
  STAT,
} from '../../../protocol/files';
import { encodeName, parentUri } from '../text/uri';
import { type FileSystem, reasonOf } from '../workspace/file-system';

export const readDirectoryRequest = new RequestType<Place, readonly FoundEntry[], void>(READ_DIRECTORY);
export const statRequest = new RequestType<Place, FoundFile | null, void>(STAT);
export const readTextRequest = new RequestType<Place, FoundText, void>(READ_TEXT);

/** Whether the editor answers these requests: it says so with `"files": true` in its `initializationOptions`. */
export const servesFiles = ({ initializationOptions: given }: InitializeParams): boolean =>
  typeof given === 'object' && given !== null && 'files' in given && given.files === true;

/** What is read: `file:` by `own`, where there is one, and what the editor alone can reach by the editor. */
export function filesOf(
  connection: Connection,
  params: InitializeParams,
  own: FileSystem | undefined,
): FileSystem | undefined {
  if (!servesFiles(params)) return own;
  const client = clientFileSystem(connection);
  if (!own) return client;
  const of = (uri: string): FileSystem => (uri.startsWith('file:') ? own : client);
  return {
    ignoresCase: own.ignoresCase,
    readDirectory: (uri) => of(uri).readDirectory(uri),
    stat: (uri) => of(uri).stat(uri),
    realUri: (uri) => of(uri).realUri(uri),
    readText: (uri) => of(uri).readText(uri),
  };
}

function clientFileSystem(connection: Connection): FileSystem {
  const ask = async <Answer>(request: RequestType<Place, Answer, void>, uri: string): Promise<Answer> => {
    try {
      return await connection.sendRequest(request, { uri });
    } catch (error) {
      const reason = reasonOf(error);
      throw new Error(REASONS.get(reason) ?? reason);
    }
  };
  return {
    ignoresCase: false,
    readDirectory: (uri) => ask(readDirectoryRequest, uri),
    stat: async (uri) => (await ask(statRequest, uri)) ?? undefined,
    realUri: (uri) => withoutLinks(uri, async (place) => (await ask(statRequest, place))?.isLink === true),
    readText: (uri) => ask(readTextRequest, uri),
  };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['FileNotFound', 'there is no such file'],
  ['FileNotADirectory', 'there is no such file'],
  ['FileIsADirectory', 'this is a folder'],
  ['NoPermissions', 'permission denied'],
  ['Unavailable', "the editor can't reach its file system"],
]);

/** An editor does not say where a link leads: what lies behind one has a place of its own, inside no folder but that. */
async function withoutLinks(uri: string, isLink: (uri: string) => Promise<boolean>): Promise<string> {
  for (let at: string | undefined = uri; at !== undefined; at = parentUri(at)) {
    if (await isLink(at).catch(() => false)) return `link://${encodeName(at)}${uri.slice(at.length)}`;
  }
  return uri;
}
