// Bundles of the command line tool with the code that V8 made of them at the build: half of a start is compiling. V8 takes it only
// for the same text, with the same flags, in the same version; without any they are compiled as usual.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch, version } from 'node:process';
import { Script } from 'node:vm';

/** In the order of their reading: the first one starts, and asks for the other where it needs more. */
export const MAIN = 'cli-main';
export const LATER = 'cli-later';

/** What the text of a bundle is when it runs: the function that Node puts around a module. */
type ModuleFunction = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  filename: string,
  folder: string,
) => void;

/** `folder` is where the build puts everything. */
export const codeFile = (folder: string, bundle: string): string => join(folder, `${bundle}.${version}-${arch}.code`);

export class KeptBundles {
  /** What was compiled, or taken from the kept code. */
  readonly scripts = new Map<string, Script>();
  private readonly loaded = new Map<string, { exports: unknown }>();

  constructor(
    private readonly folder: string,
    private readonly require: (id: string) => unknown,
  ) {}

  load(bundle: string): unknown {
    const known = this.loaded.get(bundle);
    if (known) return known.exports;
    const module = { exports: {} };
    this.loaded.set(bundle, module);
    const filename = join(this.folder, `${bundle}.cjs`);
    // The build writes ASCII alone, which is read fastest as what it is.
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: this.codeOf(bundle) });
    this.scripts.set(bundle, script);
    const run: ModuleFunction = script.runInThisContext();
    const require = (id: string) => (id === `./${LATER}.cjs` ? this.load(LATER) : this.require(id));
    run(module.exports, require, module, filename, this.folder);
    return module.exports;
  }

  private codeOf(bundle: string): Buffer | undefined {
    try {
      return readFileSync(codeFile(this.folder, bundle));
    } catch {
      return undefined;
    }
  }
}
