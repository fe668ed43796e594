// Where a command's result goes: the terminal, a pipe or a file, in large pieces.
import { closeSync, openSync, writeSync } from 'node:fs';
import { env, exit, stderr, stdout } from 'node:process';
import { codeOf, reasonFor } from './node-file-system';
import { isOutTerminal, isPlain, OUT } from './terminal';
import { UsageError } from './usage-error';

export interface Output {
  write(text: string): void;
  /** Writes what is left. */
  end(text?: string): void;
}

const PIECE = 65_536;

export function standardOutput(beforeWriting: () => void = () => {}): Output {
  const write = isPlain(OUT) ? plainWrite() : streamWrite();
  return buffered(isOutTerminal() ? 0 : PIECE, (text) => {
    beforeWriting();
    write(text);
  });
}

type Write = (text: string | Uint8Array) => void;

/** With a call that waits, until the other side has to be waited for in another way. */
function plainWrite(): Write {
  let stream: Write | undefined;
  return (text) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) {
      if (stream) return stream(bytes.subarray(at));
      try {
        at += writeSync(OUT, bytes, at);
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') outputFailed(error);
        stream = streamWrite();
      }
    }
  };
}

function streamWrite(): Write {
  stdout.on('error', outputFailed);
  return (text) => {
    stdout.write(text);
  };
}

/** Who reads may have heard enough. */
function outputFailed(error: unknown): never {
  if (codeOf(error) !== 'EPIPE') stderr.write(`hullwright: can't write to standard output: ${reasonFor(error)}\n`);
  exit(2);
}

/** Says at once when the file can't be written. */
export function fileOutput(path: string): Output {
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw new UsageError(`can't write ${path}: ${reasonFor(error)}`);
    }
  };
  const descriptor = attempt(() => openSync(path, 'w'));
  const output = buffered(PIECE, (text) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += attempt(() => writeSync(descriptor, bytes, at));
  });
  return {
    write: output.write,
    end(text) {
      output.end(text);
      closeSync(descriptor);
    },
  };
}

function buffered(size: number, write: (text: string) => void): Output {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') write(waiting);
    waiting = '';
  };
  const add = (text: string): void => {
    waiting += text;
    if (waiting.length >= size) flush();
  };
  return {
    write: add,
    end(text = '') {
      add(text);
      flush();
    },
  };
}

/** Colours on standard output: https://no-color.org, and FORCE_COLOR as Node reads it. */
export function wantsColour(): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isOutTerminal() && !env.NO_COLOR && env.TERM !== 'dumb';
}
