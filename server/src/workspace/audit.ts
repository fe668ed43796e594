// Reads files a few at a time and analyses them one by one: the same for the command line and the editor's audit.
import { fileNotice, MAX_LENGTH, type NamedText } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import { isCertainName, isCheckedText } from '../lint/file-kind';
import { notAnalysed, unreadableFile } from '../rule/notices';
import { decodePath } from '../text/uri';
import type { FoundFile } from './discover';
import { type FileSystem, type FileText, reasonOf } from './file-system';

export interface AuditOptions {
  readonly fs: FileSystem;
  readonly analyse: (uri: string, text: string) => Analysis | Promise<Analysis>;
  /** Hears of files that are analysed next, each of them after the other. */
  readonly prepare?: (texts: readonly NamedText[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

export interface Audited<File extends FoundFile> {
  readonly file: File;
  readonly analysis: Analysis;
  /** Undefined where there was nothing to analyse: the analysis says why. */
  readonly source?: FileText;
}

/** Files that are read and not yet taken, and how many of them are taken together. */
interface Pace {
  readonly least: number;
  readonly most: number;
  readonly together: number;
}

/** Where others wait for an answer meanwhile. */
const ONE_BY_ONE: Pace = { least: 15, most: 16, together: 1 };
/** After an analysis nothing of the system is left in the processor's cache, and the next call takes five times as long. */
const IN_ROWS: Pace = { least: 16, most: 64, together: 16 };

/**
 * In the order of `files`. Whatever is wrong with a file is a finding of that file. What was found by a name that many files have,
 * and has nothing to do with containers, is left out.
 */
export async function* audit<File extends FoundFile>(
  files: AsyncIterable<File>,
  { fs, analyse, prepare, signal }: AuditOptions,
): AsyncGenerator<Audited<File>> {
  const { least, most, together } = prepare ? IN_ROWS : ONE_BY_ONE;
  const ahead: Promise<Read<File>>[] = [];
  const taken = async (): Promise<Read<File>[]> => {
    const some = await Promise.all(ahead.splice(0, together));
    const ours = some.filter(({ file, source }) => isOurs(file, source));
    await prepare?.(
      ours.flatMap(({ file, source }) => ('text' in source ? [{ uri: file.uri, text: source.text }] : [])),
    );
    return ours;
  };
  const audited = async ({ file, source }: Read<File>): Promise<Audited<File>> =>
    'text' in source ? { file, analysis: await analyse(file.uri, source.text), source } : { file, analysis: source };
  async function* until(left: number): AsyncGenerator<Audited<File>> {
    while (ahead.length > left) {
      for (const next of await taken()) {
        yield await audited(next);
        if (signal?.aborted) return;
      }
    }
  }
  for await (const file of files) {
    ahead.push(read(fs, file).then((source) => ({ file, source })));
    if (ahead.length >= most) yield* until(least);
    if (signal?.aborted) return;
  }
  yield* until(0);
}

interface Read<File> {
  readonly file: File;
  /** Its text, or what there is to say where it has none. */
  readonly source: FileText | Analysis;
}

function isOurs({ uri, isNamed, problem }: FoundFile, source: FileText | Analysis): boolean {
  if (isNamed || problem !== undefined) return true;
  const name = decodePath(uri.slice(uri.lastIndexOf('/') + 1));
  if (isCertainName(name)) return true;
  return 'text' in source
    ? isCheckedText(name, source.text)
    : source.findings.some(({ rule }) => rule !== notAnalysed.id);
}

async function read(fs: FileSystem, { uri, problem }: FoundFile): Promise<FileText | Analysis> {
  if (problem !== undefined) return unreadable(uri, problem);
  try {
    const stat = await fs.stat(uri);
    if (!stat) return unreadable(uri, 'there is no such file');
    if (stat.kind !== 'file') return unreadable(uri, 'this is not a regular file');
    if (stat.size <= MAX_LENGTH) return await fs.readText(uri);
    return noticed(uri, fileNotice(notAnalysed, 'the file is larger than 1 MB: not analysed'));
  } catch (error) {
    return unreadable(uri, reasonOf(error));
  }
}

const noticed = (uri: string, finding: Analysis['findings'][number]): Analysis => ({
  uri,
  lines: [''],
  findings: [finding],
});

const unreadable = (uri: string, reason: string): Analysis =>
  noticed(uri, fileNotice(unreadableFile, `this can't be read: ${reason}`));
