// Runs the built command line tool once and keeps the code that V8 made of it: dist/cli.cjs starts with it. It audits what the rules
// report in their documentation, so that all of what an audit needs is compiled.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process, { argv } from 'node:process';
import v8 from 'node:v8';
import { codeFile, KeptBundles, MAIN } from '../server/src/kept-code';
import { composeRules } from '../server/src/rules/compose.generated';
import { daemonRules } from '../server/src/rules/daemon.generated';

const folder = resolve('dist');
for (const name of readdirSync(folder)) if (name.endsWith('.code')) rmSync(join(folder, name));

const work = mkdtempSync(join(tmpdir(), 'hullwright-build-'));
for (const { id, docs } of composeRules) write(id, 'compose.yaml', docs.bad);
for (const { id, docs } of daemonRules) write(id, 'daemon.json', docs.bad);
writeFileSync(join(work, '.hullwright.yaml'), 'profile: recommended\n');

const bundles = new KeptBundles(folder, createRequire(join(folder, 'cli.cjs')));
argv.splice(2, argv.length, 'audit', '--fail-on', 'none', '--output', join(work, 'report.txt'), 'examples', work);
// V8 takes kept code with the same flags alone, and a start sets none.
v8.setFlagsFromString = () => {};
process.on('exit', () => {
  rmSync(work, { recursive: true });
  for (const [name, script] of bundles.scripts) writeFileSync(codeFile(folder, name), script.createCachedData());
});
bundles.load(MAIN);

function write(id: string, name: string, text: string): void {
  mkdirSync(join(work, id), { recursive: true });
  writeFileSync(join(work, id, name), text);
}
