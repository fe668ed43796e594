// THIRD-PARTY.md: the libraries that are in the bundles, with the licences that have to go where they go.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildOptions, Metafile } from 'esbuild';
import { type Output, table, withRegion } from './output';

const PATH = 'THIRD-PARTY.md';
const FOLDER = 'node_modules/';

/** Of esbuild.mjs. */
interface Build {
  readonly buildBundles: (options: BuildOptions) => Promise<Record<string, Metafile>>;
}

interface Library {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

export async function thirdParty(): Promise<Output> {
  const libraries = [...(await bundledFolders())].map(libraryIn).sort(byNameAndVersion);
  const overview = table(
    ['Library', 'Version', 'Licence'],
    libraries.map(({ name, version, license }) => [name, version, license]),
  );
  const texts = libraries.map(({ name, text }) => `### ${name}\n\n\`\`\`text\n${text}\n\`\`\``);
  const content = [overview, ...texts].join('\n\n');
  return { path: PATH, text: withRegion(readFileSync(PATH, 'utf8'), 'libraries', content) };
}

/** The folders of the packages that are in one of the bundles. */
async function bundledFolders(): Promise<Set<string>> {
  // Not a plain import: taken into this bundle, that file would take itself for the program.
  const { buildBundles }: Build = await import(pathToFileURL(path.resolve('esbuild.mjs')).href);
  const metafiles = Object.values(await buildBundles({ write: false }));
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  // What stands for a module of another bundle is no file.
  return new Set(inputs.filter((input) => input.includes(FOLDER) && existsSync(input)).map(packageFolder));
}

function packageFolder(input: string): string {
  const start = input.lastIndexOf(FOLDER) + FOLDER.length;
  const [scope = '', name = ''] = input.slice(start).split('/');
  return input.slice(0, start) + (scope.startsWith('@') ? `${scope}/${name}` : scope);
}

function libraryIn(folder: string): Library {
  const { name, version, license }: Omit<Library, 'text'> = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file || !existsSync(path.join(folder, file))) throw new Error(`${folder} has no licence text`);
  const lines = readFileSync(path.join(folder, file), 'utf8').split(/\r?\n/);
  const text = lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  return { name, version, license, text };
}

function byNameAndVersion(a: Library, b: Library): number {
  const key = ({ name, version }: Library): string => `${name}@${version}`;
  return key(a) < key(b) ? -1 : 1;
}
