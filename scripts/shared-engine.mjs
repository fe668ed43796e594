// Builds two bundles without what is the same in both, and a third one that holds this once: they ask for it with `require`.
import { relative } from 'node:path';

const ENGINE = 'engine';
const OWN = Symbol('our own question');
const PACKAGES = 'node_modules/';

export class SharedEngine {
  /** What the two ask for: a name from the root of the repository, and where it is. @type {Map<string, string>} */
  asked = new Map();

  /**
   * @param {object} options
   * @param {string} options.file what the two ask for the engine by: './engine.cjs'
   * @param {(name: string) => boolean} options.isEdge what stays with who asks for it; all else is the engine's
   */
  constructor({ file, isEdge }) {
    this.file = file;
    this.isEdge = isEdge;
  }

  /** Of each of the two bundles. @type {import('esbuild').Plugin} */
  plugin = {
    name: 'shared-engine',
    setup: (build) => {
      build.onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (pluginData === OWN || kind === 'entry-point') return undefined;
        if (path === this.file) return { path, external: true };
        const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: OWN });
        if (found.external || found.errors.length > 0) return found;
        const name = nameOf(found.path);
        if (this.isEdge(name)) return found;
        this.asked.set(name, found.path);
        return { path: name, namespace: ENGINE };
      });
      build.onLoad({ filter: /.*/, namespace: ENGINE }, ({ path }) => ({
        contents: `module.exports = require('${this.file}')['${path}'];`,
        resolveDir: '.',
      }));
    },
  };

  /** Of the engine, once the two are built: each module that they ask for, by its name. @returns {import('esbuild').BuildOptions} */
  engine() {
    const lines = [...this.asked].sort().map(([name, path]) => `export * as '${name}' from ${JSON.stringify(path)};`);
    return { stdin: { contents: lines.join('\n'), resolveDir: '.' } };
  }
}

/** The same on every machine, wherever its packages are. @param {string} path */
function nameOf(path) {
  const name = relative('.', path).replaceAll('\\', '/');
  const start = name.indexOf(PACKAGES);
  return start < 0 ? name : name.slice(start);
}
