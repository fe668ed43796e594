// Runs the built command line tool once and keeps the code that V8 made of it, for this Node: dist/cli.cjs starts with it.
// The wrapper's text has to be the one that server/src/cli-start.ts gives to V8.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { arch, argv, stdout, version } from 'node:process';
import { Script } from 'node:vm';

const filename = resolve('dist', 'cli-main.cjs');
const folder = dirname(filename);
for (const name of readdirSync(folder)) if (name.endsWith('.code')) rmSync(join(folder, name));

const source = readFileSync(filename, 'latin1');
const wrapper = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename });
const module = { exports: {} };
argv.splice(2, argv.length, 'audit', '--no-config', '--fail-on', 'none', 'examples');
stdout.write = () => true;
wrapper.runInThisContext()(module.exports, createRequire(filename), module, filename, folder);
process.on('exit', () => writeFileSync(join(folder, `cli-main.${version}-${arch}.code`), wrapper.createCachedData()));
