// `hullwright lsp --stdio`: the language server is a bundle of its own beside this one, so that no other command loads it.

import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import type { ExitCode } from './exit-code';
import { readOptions } from './options';
import { UsageError } from './usage-error';

/** What the server's bundle does when it is loaded: it serves on standard input and output until the editor ends it. */
export const SERVER_BUNDLE = 'server.cjs';

export async function lspCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, { stdio: 'flag', clientProcessId: 'text' });
  if (!values.stdio || positionals.length > 0)
    throw new UsageError('lsp speaks over standard input and output: hullwright lsp --stdio');
  const script = realpathSync(argv[1] ?? '');
  createRequire(script)(join(dirname(script), SERVER_BUNDLE));
  return 0;
}
