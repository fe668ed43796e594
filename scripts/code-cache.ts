// Runs the built command line tool once and keeps the code that V8 made of it: dist/cli.cjs starts with it.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process, { argv, stdout } from 'node:process';
import { codeFile, type ModuleFunction, mainFile, scriptOf } from '../server/src/kept-code';
import { tuneV8 } from '../server/src/tune-v8';

const folder = resolve('dist');
for (const name of readdirSync(folder)) if (name.endsWith('.code')) rmSync(join(folder, name));

tuneV8();
const filename = mainFile(folder);
const script = scriptOf(readFileSync(filename, 'latin1'), filename);
const run: ModuleFunction = script.runInThisContext();
argv.splice(2, argv.length, 'audit', '--no-config', '--fail-on', 'none', 'examples');
stdout.write = () => true;
process.on('exit', () => writeFileSync(codeFile(folder), script.createCachedData()));
const module = { exports: {} };
run(module.exports, createRequire(filename), module, filename, folder);
