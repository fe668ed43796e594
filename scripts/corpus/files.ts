// The Dockerfiles and Compose files of a corpus folder, read and decoded as the command line does.
import { resolve } from 'node:path';
import { blockingFileSystem, uriOf } from '../../server/src/cli/node-file-system';
import { kindOfName } from '../../server/src/lint/file-kind';
import { discover } from '../../server/src/workspace/discover';

/** Beside the checkout: other people's files are not copied into this repository. */
export const CORPUS = '../shared/corpus/dockerfiles';
export const COMPOSE_CORPUS = '../shared/corpus/compose';

/** Of which kinds the corpus has enough. */
export const MEASURED_KINDS = ['dockerfile', 'compose'] as const;
export type MeasuredKind = (typeof MEASURED_KINDS)[number];

export interface CorpusFile {
  /** From the folder. */
  readonly path: string;
  readonly text: string;
}

/** Undefined for what is not measured. */
export function kindOfFile(path: string): MeasuredKind | undefined {
  const kind = kindOfName(path.slice(path.lastIndexOf('/') + 1));
  return MEASURED_KINDS.find((each) => each === kind);
}

/** Always in the same order. */
export async function readCorpus(folder: string, kind: MeasuredKind = 'dockerfile'): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  const options = { fs: blockingFileSystem, accepts: (name: string): boolean => kindOfFile(name) === kind };
  for await (const { uri, path, problem } of discover(uriOf(resolve(folder)), options)) {
    if (problem !== undefined) throw new Error(`${path}: ${problem}`);
    files.push({ path, text: (await blockingFileSystem.readText(uri)).text });
  }
  return files;
}
