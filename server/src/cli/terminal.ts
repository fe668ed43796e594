// Whether a person sits before standard output or error, asked without Node's streams: where these are pipes, making one takes a
// tenth of a start.
import { fstatSync } from 'node:fs';
import { platform, stderr, stdout } from 'node:process';

export const OUT = 1;
const ERROR = 2;

/** A pipe, a file or a socket, that is written to with plain calls as well. */
export function isPlain(descriptor: number): boolean {
  if (platform === 'win32') return false;
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

export const isOutTerminal = (): boolean => !isPlain(OUT) && stdout.isTTY === true;
export const isErrorTerminal = (): boolean => !isPlain(ERROR) && stderr.isTTY === true;

/** Of the terminal; undefined where there is none. */
export const outColumns = (): number | undefined => (isOutTerminal() ? stdout.columns || undefined : undefined);
