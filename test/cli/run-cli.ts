// The built command line tool, run in a folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

const CLI = resolve('dist', 'cli.cjs');

/** Text, or bytes, by path. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** A folder with these files, gone when the test ends. */
export function folderWith(context: TestContext, files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hullwright-cli-')));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function hullwright(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...rest, ...env },
    input: '',
  });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

export interface JsonReport {
  readonly version: number;
  readonly files: readonly { readonly path: string; readonly findings: readonly JsonFinding[] }[];
  readonly summary: { readonly files: number; readonly findings: Readonly<Record<string, number>> };
}

export const auditJson = (cwd: string, ...args: string[]): JsonReport =>
  JSON.parse(hullwright(cwd, ['audit', '--format', 'json', ...args]).out);

/** The audited files, in order. */
export const auditedPaths = (cwd: string, ...args: string[]): string[] =>
  auditJson(cwd, ...args).files.map(({ path }) => path);

/** An image that no table knows, so that no day makes it a finding. */
const BASE = `FROM ghcr.io/acme/base:1.2@sha256:${'0'.repeat(64)}\nUSER 65532\n`;
export const CLEAN = BASE;
/** A warning. */
export const FLOATING = 'FROM node\nUSER node\n';
/** An error. */
export const SECRET = `${BASE}ENV DB_PASSWORD=hunter2\n`;
