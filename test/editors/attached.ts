// A folder with a Dockerfile for an editor to open, `hullwright` on its PATH, and what the editor wrote down of what it saw.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

export interface Seen {
  readonly problem?: string;
  readonly diagnostics?: readonly string[];
  /** Its title. */
  readonly action?: string;
  /** Of the document, with the action's edit. */
  readonly lines?: readonly string[];
}

const DOCKERFILE = `FROM alpine@sha256:${'0'.repeat(64)}\nENV API_TOKEN=t0psecret42\nRUN ./fetch\nUSER nobody\n`;

/** `configuration` is the text of a file; `args` are given its path. */
export function seenBy(
  t: TestContext,
  editor: string,
  configuration: string,
  args: (configuration: string) => readonly string[],
): Seen {
  const home = mkdtempSync(join(tmpdir(), 'hullwright-editor-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const bin = join(home, 'bin');
  const seen = join(home, 'seen.json');
  mkdirSync(bin);
  writeFileSync(join(bin, 'hullwright'), `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli.cjs')}' "$@"\n`);
  chmodSync(join(bin, 'hullwright'), 0o755);
  writeFileSync(join(home, 'configuration'), configuration);
  writeFileSync(join(home, 'Dockerfile'), DOCKERFILE);
  const { status, stderr, error } = spawnSync(editor, args(join(home, 'configuration')), {
    cwd: home,
    encoding: 'utf8',
    timeout: 50_000,
    env: {
      PATH: [bin, process.env.PATH].join(delimiter),
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_STATE_HOME: home,
      HULLWRIGHT_SEEN: seen,
      HULLWRIGHT_RULE: 'secret-in-env',
    },
  });
  assert.equal(error, undefined);
  assert.equal(status, 0, stderr);
  return JSON.parse(readFileSync(seen, 'utf8'));
}

/** What docs/editors.md shows in a language, one block each. */
export const documented = (language: string): string[] =>
  [...readFileSync('docs/editors.md', 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, text]) =>
    name === language && text ? [text] : [],
  );

export function assertFixed({ problem, action, lines }: Seen): void {
  assert.equal(problem, undefined);
  assert.match(action ?? '', /'API_TOKEN'/);
  assert.doesNotMatch(lines?.join('\n') ?? 'ENV', /^ENV|t0psecret/m);
}
