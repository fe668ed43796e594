// Runs `docker-credential-NAME get`: a program of the user's own PATH, by its absolute path, without a shell, for a short
// time. What it prints is never shown. Source: docker/docker-credential-helpers.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Credentials } from './credentials';
import type { AskHelper } from './docker-credentials';
import { RegistryFailure } from './failure';
import { jsonObject } from './json';
import type { Environment } from './proxy';

export interface HelperOptions {
  readonly env: Environment;
  readonly isWindows: boolean;
  readonly timeoutMs: number;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MAX_BYTES = 65_536;
/** What helpers print, with exit code 1, for a registry that they know nothing of. */
const NOT_FOUND = 'credentials not found in native keychain';

export function credentialHelpers({ env, isWindows, timeoutMs }: HelperOptions): AskHelper {
  return async (name, serverUrl) => {
    if (!NAME.test(name)) throw failed('a credential helper', 'its name is none of a program');
    const program = `docker-credential-${name}`;
    const path = programIn(env.PATH ?? env.Path ?? '', isWindows ? `${program}.exe` : program);
    if (path === undefined) throw failed(program, 'it is not on the PATH');
    const { code, output } = await run(path, serverUrl, { env, program, timeoutMs });
    if (code !== 0) {
      if (output.toString('utf8').trim() === NOT_FOUND) return undefined;
      throw failed(program, `it ends with ${code ?? 'a signal'}`);
    }
    const said = jsonObject(output);
    if (typeof said?.Username !== 'string' || typeof said.Secret !== 'string')
      throw failed(program, 'no login in its answer');
    return credentialsOf(said.Username, said.Secret);
  };
}

function credentialsOf(username: string, secret: string): Credentials | undefined {
  if (secret === '') return undefined;
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}

const failed = (program: string, why: string): RegistryFailure => new RegistryFailure('denied', `${program}: ${why}`);

/** Relative folders of the PATH would be looked up in the folder that is checked. */
function programIn(path: string, name: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

interface Ended {
  readonly code: number | null;
  readonly output: Buffer;
}

function run(
  path: string,
  input: string,
  { env, program, timeoutMs }: { readonly env: Environment; readonly program: string; readonly timeoutMs: number },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, ['get'], {
      cwd: dirname(path),
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const pieces: Buffer[] = [];
    let length = 0;
    const refuse = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      child.stdout.destroy();
      reject(failed(program, why));
    };
    const timer = setTimeout(() => refuse(`no answer within ${Math.ceil(timeoutMs / 1_000)} s`), timeoutMs);
    child.once('error', () => refuse("it can't be run"));
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      pieces.push(piece);
      if (length > MAX_BYTES) refuse('its answer is too long');
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output: Buffer.concat(pieces) });
    });
    // One that reads nothing closes its end.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
