// The server attached to a real Neovim by the configuration that docs/editors.md shows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findNeovim } from '../../scripts/neovim.mjs';

const DOCKERFILE = `FROM alpine@sha256:${'0'.repeat(64)}\nENV API_TOKEN=t0psecret42\nRUN ./fetch\nUSER nobody\n`;

test('Neovim shows diagnostics and applies a fix', { timeout: 60_000 }, (t) => {
  const neovim = findNeovim();
  if (!neovim) return t.skip('Neovim is not installed');
  const version = versionOf(neovim);
  t.diagnostic(`Neovim ${version.join('.')}`);
  const seen = inNeovim(t, neovim, configurationFor(version));
  assert.equal(seen.problem, undefined);
  assert.deepEqual(seen.diagnostics, ['1:4 hullwright secret-in-env']);
  assert.equal(seen.client, 'hullwright');
  assert.match(seen.action ?? '', /'API_TOKEN'/);
  assert.doesNotMatch(seen.lines?.join('\n') ?? 'ENV', /^ENV|t0psecret/m);
});

interface Seen {
  readonly problem?: string;
  readonly diagnostics?: readonly string[];
  readonly client?: string;
  readonly action?: string;
  readonly lines?: readonly string[];
}

function inNeovim(t: TestContext, neovim: string, configuration: string): Seen {
  const home = mkdtempSync(join(tmpdir(), 'hullwright-neovim-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const bin = join(home, 'bin');
  const seen = join(home, 'seen.json');
  mkdirSync(bin);
  writeFileSync(join(bin, 'hullwright'), `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli.cjs')}' "$@"\n`);
  chmodSync(join(bin, 'hullwright'), 0o755);
  writeFileSync(join(home, 'init.lua'), configuration);
  writeFileSync(join(home, 'Dockerfile'), DOCKERFILE);
  const { status, stderr, error } = spawnSync(
    neovim,
    ['--headless', '-n', '-i', 'NONE', '-u', 'init.lua', 'Dockerfile', '-S', resolve('test/editors/neovim.lua')],
    {
      cwd: home,
      encoding: 'utf8',
      timeout: 50_000,
      env: {
        PATH: [bin, process.env.PATH].join(delimiter),
        HOME: home,
        XDG_CONFIG_HOME: home,
        XDG_STATE_HOME: home,
        HULLWRIGHT_SEEN: seen,
        HULLWRIGHT_CODE: 'secret-in-env',
      },
    },
  );
  assert.equal(error, undefined);
  assert.equal(status, 0, stderr);
  return JSON.parse(readFileSync(seen, 'utf8'));
}

function versionOf(neovim: string): readonly [major: number, minor: number] {
  const { stdout } = spawnSync(neovim, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
  return [Number(major), Number(minor)];
}

/** The newest of the documented ones that this Neovim can read. */
function configurationFor([major, minor]: readonly [number, number]): string {
  const page = readFileSync('docs/editors.md', 'utf8');
  const documented = [...page.matchAll(/```lua\n(-- Neovim (\d+)\.(\d+)\n[\s\S]*?)```/g)];
  const fit = documented.find(
    ([, , from, and]) => major > Number(from) || (major === Number(from) && minor >= Number(and)),
  );
  assert.ok(fit?.[1], `docs/editors.md has nothing for Neovim ${major}.${minor}`);
  return fit[1];
}
