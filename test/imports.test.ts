// The invariants of the design that the imports can tell: what may know of what, and what runs in a browser.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';

/** From left to right; the folders of one step do not know each other. */
const STEPS: readonly (readonly string[])[] = [
  ['text'],
  ['yaml', 'shell', 'image', 'secrets'],
  ['dockerfile'],
  ['compose', 'daemon'],
  ['script'],
  ['rule'],
  ['rules'],
  ['lint'],
  ['workspace'],
  ['report'],
  ['explain'],
  ['lsp', 'cli'],
];
/** Folders that stand beside the row, with all that they may know. */
const ASIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['registry', ['text', 'image']],
  ['host', ['daemon', 'rule']],
]);
/** They put the parts together: they see everything. */
const ENTRY_POINTS: ReadonlySet<string> = new Set(['node.ts', 'browser.ts', 'cli.ts', 'cli-start.ts']);
/** What everything may know beside the folders on its left. */
const EVERYWHERE: ReadonlySet<string> = new Set(['version.ts']);

/** What runs on a machine: files, network, environment. */
const HOST_PLACES = [
  'server/src/registry/',
  'server/src/host/',
  'server/src/cli/',
  'server/src/cli.ts',
  'server/src/cli-start.ts',
  'server/src/kept-code.ts',
  'server/src/node.ts',
];

/** A package, and the only files or folders (which end in a slash) that may import it. */
const ONLY_IN: readonly (readonly [packageName: RegExp, places: readonly string[]])[] = [
  [/^vscode$/, ['client/src/']],
  [/^vscode-languageclient(?:\/|$)/, ['client/src/']],
  [/^vscode-languageserver/, ['server/src/lsp/', 'server/src/browser.ts']],
  [/^node:/, [...HOST_PLACES, 'client/src/node.ts']],
  [/^dockerfile-ast$/, ['server/src/dockerfile/inside.ts']],
  [/^unbash$/, ['server/src/shell/script.ts']],
  [/^ignore$/, ['server/src/workspace/ignore-rules.ts']],
  [/^yaml$/, ['server/src/yaml/']],
  [/^jsonc-parser$/, ['server/src/daemon/']],
];
/** What only a host has, under the names that need no import. */
const HOST_GLOBALS = /\b(?:fetch\s*\(|process\s*[.[]|Buffer\b(?!Like)|require\s*\(|XMLHttpRequest\b|WebSocket\b)/;

interface Source {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly imports: readonly string[];
  /** Without comments and texts. */
  readonly code: string;
}

const sourcesIn = (root: string): Source[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => sourceOf(posix.join(root, name.replaceAll('\\', '/'))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

function sourceOf(path: string): Source {
  const text = readFileSync(join(...path.split('/')), 'utf8');
  return { path, imports: importsOf(text), code: withoutTexts(text) };
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)/g;
const importsOf = (text: string): string[] =>
  [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');

const withoutTexts = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "''");

/** The path that an import of ours means, from the root of the repository; undefined for a package. */
const targetOf = ({ path }: Source, name: string): string | undefined =>
  name.startsWith('.') ? posix.join(posix.dirname(path), name) : undefined;

const server = sourcesIn('server/src');
const client = sourcesIn('client/src');
const protocol = sourcesIn('protocol');
const sources = [...server, ...client, ...protocol];
/** What the halves say to each other, and who speaks for the server. */
const PROTOCOL = 'protocol/';
const SPEAKERS = ['client/src/', 'server/src/lsp/', 'server/src/node.ts'];

/** The folder below server/src, or the file's own name where it stands in none. */
const partOf = (path: string): string => {
  const [, , part = '', ...rest] = path.split('/');
  return rest.length > 0 ? part : part.endsWith('.json') || part.endsWith('.ts') ? part : `${part}.ts`;
};
const stepOf = (part: string): number => STEPS.findIndex((step) => step.includes(part));

/** Why a part must not know another; undefined where it may. */
function refusal(from: string, to: string): string | undefined {
  if (from === to || ENTRY_POINTS.has(from) || EVERYWHERE.has(to)) return undefined;
  const allowed = ASIDE.get(from);
  if (allowed) return allowed.includes(to) ? undefined : `${from}/ may know ${allowed.join(' and ')} alone`;
  if (ENTRY_POINTS.has(to)) return 'nothing knows the entry points';
  if (ASIDE.has(to)) return stepOf(from) >= stepOf('workspace') ? undefined : `${to}/ is for the edges`;
  const [left, right] = [stepOf(to), stepOf(from)];
  if (left < 0 || right < 0) return `${left < 0 ? to : from} has no place in the row of folders`;
  if (left === right) return 'folders of one step do not know each other';
  return left > right ? `${to}/ stands on the right of ${from}/` : undefined;
}

describe('imports', () => {
  test('are read from all sources', () => {
    assert.ok(server.length > 80 && client.length > 3, `${server.length} and ${client.length} files`);
    assert.ok(server.flatMap(({ imports }) => imports).length > 200);
    const model = server.find(({ path }) => path === 'server/src/dockerfile/inside.ts');
    assert.deepEqual(model?.imports, ['dockerfile-ast', './syntax']);
  });

  test('are found in every way to write one', () => {
    const text = [
      "import { a } from './a';",
      "import type { b } from './b';",
      "import {\n  type c,\n  d,\n} from './c';",
      "export { e } from './e';",
      "import './f';",
      "const g = await import('./g');",
      "// nothing is taken from './h'",
    ].join('\n');
    assert.deepEqual(importsOf(text), ['./a', './b', './c', './e', './f', './g']);
  });

  test('go left only', () => {
    const wrong = server.flatMap((source) =>
      source.imports.flatMap((name) => {
        const target = targetOf(source, name);
        if (target === undefined || !target.startsWith('server/src/')) return [];
        const why = refusal(partOf(source.path), partOf(target));
        return why === undefined ? [] : [`${source.path} imports ${name}: ${why}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test('leave their half of the repository for package.json and the protocol alone', () => {
    const wrong = [...server, ...client].flatMap((source) => {
      const half = source.path.split('/').slice(0, 2).join('/');
      return source.imports
        .filter((name) => {
          const target = targetOf(source, name);
          if (target?.startsWith(PROTOCOL)) return !isIn(source.path, SPEAKERS);
          return target !== undefined && !target.startsWith(`${half}/`) && target !== 'package.json';
        })
        .map((name) => `${source.path} imports ${name}`);
    });
    assert.deepEqual(wrong, []);
  });

  test('of the protocol there are none', () => {
    assert.ok(protocol.length > 2, `${protocol.length} files`);
    assert.deepEqual(
      protocol.flatMap(({ imports }) => imports),
      [],
    );
  });

  test('of the protocol are the only place where both halves name a message', () => {
    const named = [...server, ...client].filter(({ path }) => isIn(path, SPEAKERS));
    const wrong = named.flatMap(({ path }) =>
      [...readFileSync(path, 'utf8').matchAll(/'hullwright\/\w+'/g)].map(([name]) => `${path} names ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  for (const [packageName, places] of ONLY_IN) {
    test(`of ${packageName.source} stand only in ${places.join(', ')}`, () => {
      const importing = sources.filter(({ imports }) => imports.some((name) => packageName.test(name)));
      const wrong = importing.filter(({ path }) => !isIn(path, places));
      assert.deepEqual(
        wrong.map(({ path }) => path),
        [],
      );
    });
  }

  test('name built-in modules with node:', () => {
    const bare = new Set(builtinModules);
    const wrong = sources.filter(({ imports }) => imports.some((name) => bare.has(name)));
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  test('come from no index', () => {
    assert.deepEqual(
      sources.map(({ path }) => path).filter((path) => /(?:^|\/)index\.ts$/.test(path)),
      [],
    );
  });
});

test('only edges use what a host has', () => {
  const places = [...HOST_PLACES, 'server/src/browser-buffer.ts'];
  const wrong = server.filter(({ path, code }) => !isIn(path, places) && HOST_GLOBALS.test(code));
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test('a browser can load the engine and its server', async () => {
  const { metafile, warnings } = await build({
    entryPoints: ['server/src/browser.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  assert.deepEqual(imports, [], 'the bundle asks for nothing from outside');
  const inputs = Object.keys(metafile.inputs);
  assert.ok(inputs.includes('server/src/lsp/server.ts') && inputs.includes('server/src/rules/all.generated.ts'));
  const builtin = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  const wanted = Object.entries(metafile.inputs).flatMap(([file, { imports: own }]) =>
    own
      .filter(({ path, original }) => builtin.has(original ?? path) || builtin.has(path))
      .map(({ path }) => `${file}: ${path}`),
  );
  assert.deepEqual(wanted, []);
  assert.deepEqual(
    inputs.filter((file) => file.includes('/cli/')),
    [],
  );
});

const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
