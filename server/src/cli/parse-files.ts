// `hullwright parse FILE…`: reads the files for parse.ts.

import { resolve } from 'node:path';
import type { Files } from '../text/files';
import { rootUri } from '../text/uri';
import { reasonOf } from '../workspace/file-system';
import { Surroundings } from '../workspace/surroundings';
import type { ExitCode } from './exit-code';
import { blockingFileSystem, uriOf } from './node-file-system';
import { readOptions } from './options';
import { standardOutput } from './output';
import { type ParsedFile, parsedFile } from './parse';
import type { ParsedCompose } from './parse-compose';
import { UsageError } from './usage-error';

export async function parseCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, { compose: 'flag' });
  if (positionals.length === 0) throw new UsageError('parse needs a file');
  const output = standardOutput();
  const parsed = values.compose ? await composeParser() : parsedAt;
  for (const file of positionals) output.write(`${JSON.stringify({ file, ...(await parsed(file)) })}\n`);
  output.end();
  return 0;
}

async function parsedAt(file: string): Promise<ParsedFile> {
  try {
    const { text, hasByteOrderMark } = await blockingFileSystem.readText(uriOf(resolve(file)));
    return parsedFile(hasByteOrderMark ? `\ufeff${text}` : text);
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

/** Loaded when it is asked for: it brings the reader of YAML with it. */
async function composeParser(): Promise<(file: string) => Promise<ParsedCompose>> {
  const { parsedCompose } = await import('./parse-compose');
  return async (file) => {
    const uri = uriOf(resolve(file));
    const files = new Surroundings({ fs: blockingFileSystem, rootOf: rootUri });
    try {
      const { text } = await blockingFileSystem.readText(uri);
      return await readAmong(files, (known) => parsedCompose(uri, text, known));
    } catch (error) {
      return { error: reasonOf(error) };
    }
  };
}

/** Parses again until it has all the files that it asks for. */
async function readAmong<Value>(files: Surroundings, parse: (files: Files) => Value): Promise<Value> {
  for (;;) {
    const asked = new Set<string>();
    const value = parse({
      read: (uri) => {
        const answer = files.read(uri);
        if (answer.kind === 'unknown') asked.add(uri);
        return answer;
      },
    });
    if (asked.size === 0 || !(await files.load(asked))) return value;
  }
}
