// The files of a corpus folder, Dockerfiles if nothing else is said, read and decoded as the command line does.
import { resolve } from 'node:path';
import { blockingFileSystem, uriOf } from '../../server/src/cli/node-file-system';
import { isDockerfileName } from '../../server/src/dockerfile/file-names';
import { discover } from '../../server/src/workspace/discover';

/** Beside the checkout: other people's files are not copied into this repository. */
export const CORPUS = '../shared/corpus/dockerfiles';
export const COMPOSE_CORPUS = '../shared/corpus/compose';

export interface CorpusFile {
  /** From the folder. */
  readonly path: string;
  readonly text: string;
}

/** Always in the same order. */
export async function readCorpus(folder: string, accepts = isDockerfileName): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  const options = { fs: blockingFileSystem, accepts };
  for await (const { uri, path, problem } of discover(uriOf(resolve(folder)), options)) {
    if (problem !== undefined) throw new Error(`${path}: ${problem}`);
    files.push({ path, text: (await blockingFileSystem.readText(uri)).text });
  }
  return files;
}
