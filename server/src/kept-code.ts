// The command line tool's code as V8 compiled it at the build: half of a start is compiling. V8 takes it only for the same
// text, with the same flags, in the same version.
import { join } from 'node:path';
import { arch, version } from 'node:process';
import { Script } from 'node:vm';

/** `folder` is where the build puts everything. */
export const mainFile = (folder: string): string => join(folder, 'cli-main.cjs');
export const codeFile = (folder: string): string => join(folder, `cli-main.${version}-${arch}.code`);

/** What Node calls a module's function with. */
export type ModuleFunction = (
  exports: unknown,
  require: NodeJS.Require,
  module: { exports: unknown },
  filename: string,
  folder: string,
) => void;

/** `source` is the main file's text; its value when it runs is a `ModuleFunction`. */
export const scriptOf = (source: string, filename: string, cachedData?: Buffer): Script =>
  new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename, cachedData });
