// Cuts a bundle in two where it imports dynamically: what a usual run asks for stays, all else goes to a bundle that is read when
// it is first needed.
import { relative, resolve } from 'node:path';

const LATER = 'later';
const OWN = Symbol('our own question');

export class CutBundle {
  /** Modules of the second bundle, from the root of the repository. @type {Set<string>} */
  moved = new Set();

  /** @param {{ readonly kept: readonly string[]; readonly laterBundle: string }} options */
  constructor({ kept, laterBundle }) {
    this.kept = kept;
    this.laterBundle = laterBundle;
  }

  /** Of the first bundle. @type {import('esbuild').Plugin} */
  plugin = {
    name: 'cut-bundle',
    setup: (build) => {
      build.onResolve({ filter: /^\.\.?\// }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (path === this.laterBundle) return { path, external: true };
        if (kind !== 'dynamic-import' || pluginData === OWN) return undefined;
        const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: OWN });
        const name = relative('.', found.path).replaceAll('\\', '/');
        if (this.kept.includes(name)) return found;
        this.moved.add(name);
        return { path: name, namespace: LATER };
      });
      build.onLoad({ filter: /.*/, namespace: LATER }, ({ path }) => ({
        contents: `module.exports = require('${this.laterBundle}')['${path}']();`,
        resolveDir: resolve('.'),
      }));
    },
  };

  /** Of the second bundle, once the first one is built: a function for each module. @returns {import('esbuild').BuildOptions} */
  later() {
    const entries = [...this.moved].sort().map((name) => `'${name}': () => require('./${name}'),`);
    return { stdin: { contents: `module.exports = {\n${entries.join('\n')}\n};`, resolveDir: resolve('.') } };
  }
}
