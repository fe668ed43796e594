// Starts the command line tool with the code that the build kept of it; without code for this Node it is compiled as usual.
import { readFileSync } from 'node:fs';
import { codeFile, type ModuleFunction, mainFile, scriptOf } from './kept-code';
import { tuneV8 } from './tune-v8';

tuneV8();
const filename = mainFile(__dirname);
const code = keptCode();
if (code) {
  // The build writes ASCII alone, which is read fastest as what it is.
  const run: ModuleFunction = scriptOf(readFileSync(filename, 'latin1'), filename, code).runInThisContext();
  const module = { exports: {} };
  run(module.exports, require, module, filename, __dirname);
} else {
  require(filename);
}

function keptCode(): Buffer | undefined {
  try {
    return readFileSync(codeFile(__dirname));
  } catch {
    return undefined;
  }
}
