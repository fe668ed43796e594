// `hullwright parse FILE…`: reads the files for parse.ts.

import { resolve } from 'node:path';
import { reasonOf } from '../workspace/file-system';
import type { ExitCode } from './exit-code';
import { blockingFileSystem, uriOf } from './node-file-system';
import { readOptions } from './options';
import { standardOutput } from './output';
import { type ParsedFile, parsedFile } from './parse';
import { UsageError } from './usage-error';

export async function parseCommand(args: readonly string[]): Promise<ExitCode> {
  const { positionals } = readOptions(args, {});
  if (positionals.length === 0) throw new UsageError('parse needs a file');
  const output = standardOutput();
  for (const file of positionals) output.write(`${JSON.stringify({ file, ...(await parsedAt(file)) })}\n`);
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
