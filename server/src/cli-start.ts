// Starts the command line tool with the code that V8 kept of it at the build: half of a start is compiling. Code for another
// Node, or none, and it is compiled as usual.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { arch, version } from 'node:process';
import { Script } from 'node:vm';

const filename = join(__dirname, 'cli-main.cjs');
const cachedData = codeFor(`${version}-${arch}`);
if (cachedData) {
  // The build writes ASCII alone, which is read fastest as what it is.
  const source = readFileSync(filename, 'latin1');
  const wrapper = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename,
    cachedData,
  });
  const module = { exports: {} };
  wrapper.runInThisContext()(module.exports, require, module, filename, dirname(filename));
} else {
  require(filename);
}

function codeFor(node: string): Buffer | undefined {
  try {
    return readFileSync(join(__dirname, `cli-main.${node}.code`));
  } catch {
    return undefined;
  }
}
