// An esbuild plugin: what rules say of themselves at length stands in one file beside the bundles, which few runs read. The rest of
// a rule stays where it is, and `rule.docs` means the same as before.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const RULE = /[\\/]server[\\/]src[\\/]rules[\\/](?:dockerfile|compose|daemon|script|unit)[\\/][\w-]+\.ts$/;
const KEPT = 'kept-rule-docs';
const FILE = 'rule-docs.json';
const START = '\n  docs: {';

const READER = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
let all;
export const withDocs = {
  get docs() {
    all ??= JSON.parse(readFileSync(join(__dirname, '${FILE}'), 'utf8'));
    return all[this.id];
  },
};
`;

/** Node reads a file of JSON when it is asked for as a module; a worker's `require` has it from who started it. */
const IN_ENGINE = `
export const withDocs = {
  get docs() {
    return require('./${FILE}')[this.id];
  },
};
`;

export class RuleDocs {
  /** @type {Map<string, unknown>} */
  byRule = new Map();

  plugin = this.reading(READER);
  enginePlugin = this.reading(IN_ENGINE);

  /** @param {string} reader @returns {import('esbuild').Plugin} */
  reading(reader) {
    return {
      name: 'rule-docs',
      setup: (build) => {
        build.onResolve({ filter: new RegExp(`^${KEPT}$`) }, () => ({ path: KEPT, namespace: KEPT }));
        build.onResolve({ filter: /./, namespace: KEPT }, ({ path }) => ({ path, external: true }));
        build.onLoad({ filter: /.*/, namespace: KEPT }, () => ({ contents: reader, loader: 'js' }));
        build.onLoad({ filter: RULE }, ({ path }) => {
          const id = basename(path, '.ts');
          const { docs, rest } = cut(readFileSync(path, 'utf8'), id);
          this.byRule.set(id, docs);
          return { contents: rest, loader: 'ts' };
        });
      },
    };
  }

  /** @returns {readonly [name: string, text: string]} */
  file() {
    const ids = [...this.byRule.keys()].sort();
    return [FILE, JSON.stringify(Object.fromEntries(ids.map((id) => [id, this.byRule.get(id)])))];
  }
}

/** The value is literals alone: it is read without the rest of the file. @param {string} text @param {string} id */
function cut(text, id) {
  const at = text.indexOf(START) + START.length - 1;
  if (at < START.length) throw new Error(`${id} has no docs`);
  const end = closing(text, at) + 1;
  const docs = /** @type {unknown} */ (new Function(`return ${text.slice(at, end)}`)());
  const head = text.slice(0, at - 'docs: '.length);
  return { docs, rest: `import { withDocs } from '${KEPT}';\n${head}__proto__: withDocs${text.slice(end)}` };
}

/** Of the brace at a place, past texts. @param {string} text @param {number} from */
function closing(text, from) {
  const parts = /(['"`])(?:\\[\s\S]|(?!\1)[^\\])*\1|[{}]/g;
  parts.lastIndex = from;
  let depth = 0;
  for (let part = parts.exec(text); part; part = parts.exec(text)) {
    if (part[0] === '{') depth++;
    else if (part[0] === '}' && --depth === 0) return part.index;
  }
  throw new Error('docs do not end');
}
