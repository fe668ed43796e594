// The server attached to a real Neovim by the configuration that docs/editors.md shows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { findNeovim } from '../../scripts/editors.mjs';
import { assertFixed, documented, seenBy } from './attached';

test('Neovim shows diagnostics and applies a fix', { timeout: 60_000 }, (t) => {
  const neovim = findNeovim();
  if (!neovim) return t.skip('Neovim is not installed');
  const version = versionOf(neovim);
  t.diagnostic(`Neovim ${version.join('.')}`);
  const driver = resolve('test/editors/neovim.lua');
  const seen = seenBy(t, neovim, configurationFor(version), (configuration) => [
    ...['--headless', '-n', '-i', 'NONE', '--cmd', `luafile ${configuration}`, '-u', 'NORC'],
    ...['Dockerfile', '-S', driver],
  ]);
  assertFixed(seen);
  assert.deepEqual(seen.diagnostics, ['1:4 hullwright secret-in-env']);
});

function versionOf(neovim: string): readonly [major: number, minor: number] {
  const { stdout } = spawnSync(neovim, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
  return [Number(major), Number(minor)];
}

/** The newest of the documented ones that this Neovim can read. */
function configurationFor([major, minor]: readonly [number, number]): string {
  const fit = documented('lua').find((text) => {
    const [, from, and] = /^-- Neovim (\d+)\.(\d+)$/m.exec(text) ?? [];
    return major > Number(from) || (major === Number(from) && minor >= Number(and));
  });
  assert.ok(fit, `docs/editors.md has nothing for Neovim ${major}.${minor}`);
  return fit;
}
