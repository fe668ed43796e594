// The shell scripts that an instruction holds: shell form, exec form and the heredocs that a shell reads.
import type { ShellScript, ShellWord } from '../shell/command';
import { isShell } from '../shell/nested';
import { readExec, readShell } from '../shell/script';
import { once } from '../text/once';
import type { Range } from '../text/range';
import { placeInBody } from './heredoc-place';
import { type Heredoc, type Instruction, rangeIn } from './syntax';

export type Part = Pick<ShellWord, 'start' | 'end'>;

/** A script and the way from its offsets to lines, from the instruction's first line on. */
export interface PlacedScript {
  readonly script: ShellScript;
  readonly rangeOf: (part: Part) => Range;
  /** The heredoc that it is the body of. */
  readonly body?: Heredoc;
}

const WITH_COMMANDS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

export const holdsCommands = ({ name }: Instruction): boolean => WITH_COMMANDS.has(name);

/** As a POSIX shell reads shell form. */
export const scriptsOf = once((outer: Instruction): readonly PlacedScript[] =>
  readScripts(outer.trigger ?? outer, outer.heredocs),
);

function readScripts(instruction: Instruction, heredocs: readonly Heredoc[]): readonly PlacedScript[] {
  const words = commandWords(instruction);
  const inLine = ({ start, end }: Part): Range => rangeIn(instruction, start, end);
  if (words.length === 0) return [];
  if (instruction.json) {
    const parts = words.map(({ text, start, end }) => ({
      text: instruction.text.slice(start, end),
      pieces: [text],
      value: text,
      start,
      end,
    }));
    return [{ script: readExec(parts), rangeOf: inLine }];
  }
  const [line] = words;
  if (!line) return [];
  const script = readShell(line.text);
  if (!script) return [];
  const moved = ({ start, end }: Part): Range => inLine({ start: line.start + start, end: line.start + end });
  const own: PlacedScript = { script, rangeOf: moved };
  if (heredocs.length === 0) return [own];
  const bodies = heredocs.filter((heredoc) => runsBody(line.text, script, heredoc)).flatMap(bodyScript);
  return [own, ...bodies];
}

/** The words that say what is run: behind CMD of a HEALTHCHECK. */
function commandWords({ name, args }: Instruction): Instruction['args'] {
  if (name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT') return args;
  return name === 'HEALTHCHECK' && args[0]?.text.toUpperCase() === 'CMD' ? args.slice(1) : [];
}

/** `RUN <<EOF` runs the body, and so does a shell that reads it; what another program reads is no script. */
function runsBody(line: string, { commands }: ShellScript, { content }: Heredoc): boolean {
  const interpreter = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?/.exec(content);
  if (interpreter) {
    const [, program = '', argument = ''] = interpreter;
    const name = program.endsWith('/env') ? argument : program;
    if (!isShell(name.split('/').at(-1))) return false;
  }
  if (/^[0-9]*<<-?\s*\S+$/.test(line)) return true;
  const [first] = commands;
  return (
    commands.length === 1 && isShell(first?.program) && (first?.args ?? []).every(({ value }) => value?.startsWith('-'))
  );
}

function bodyScript(heredoc: Heredoc): PlacedScript[] {
  const script = readShell(heredoc.content);
  return script ? [{ script, rangeOf: placeInBody(heredoc), body: heredoc }] : [];
}
