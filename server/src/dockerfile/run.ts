// What a RUN step runs, as shell commands. Unknown for other shells than the POSIX ones, and for exec form.
import type { ShellCommand, ShellScript } from '../shell/command';
import { readShell } from '../shell/script';
import { lineage, rootBase, type Stage } from './stages';

const POSIX = /^(?:sh|bash|dash|ash|ksh|zsh)$/;
const WINDOWS_IMAGE = /windows|nanoserver|servercore/i;

/** The scripts of a RUN in shell form: its line, and the bodies of heredocs that it runs. Undefined: unknown. */
export function scriptsOf(stage: Stage, index: number): ShellScript[] | undefined {
  const instruction = stage.steps[index]?.instruction;
  if (instruction?.name !== 'RUN' || instruction.json || !isPosixShell(stage, index)) return undefined;
  const line = instruction.args[0]?.text ?? '';
  const isBodyRun = /^<<-?\s*\S+$/.test(line);
  const texts = isBodyRun ? instruction.heredocs.map(({ content }) => content) : [line];
  const scripts: ShellScript[] = [];
  for (const text of texts) {
    const script = text.startsWith('#!') ? undefined : readShell(text);
    if (!script) return undefined;
    scripts.push(script);
  }
  return scripts;
}

/** The commands of every RUN of a stage that can be read. */
export const commandsOf = (stage: Stage): ShellCommand[] =>
  stage.steps.flatMap((_, index) => scriptsOf(stage, index)?.flatMap(({ commands }) => commands) ?? []);

/** The shell that runs shell form at a step: SHELL, inherited too, else what the base image's system has. */
export function isPosixShell(stage: Stage, index: number): boolean {
  for (const ancestor of lineage(stage)) {
    const steps = ancestor === stage ? ancestor.steps.slice(0, index) : ancestor.steps;
    const shell = steps.findLast(({ instruction }) => instruction.name === 'SHELL');
    if (!shell) continue;
    const program = shell.instruction.args[0]?.text.split('/').at(-1) ?? '';
    return POSIX.test(program.toLowerCase());
  }
  const base = rootBase(stage);
  return !(base.kind === 'image' && WINDOWS_IMAGE.test(base.reference.text)) && stage.globals.escape !== '`';
}

/** Directories that the RUNs of a stage make, where they are constant. */
export const directoriesMade = (stage: Stage): string[] =>
  commandsOf(stage)
    .filter((command) => command.program === 'mkdir')
    .flatMap(({ args }) => args.flatMap(({ value }) => (value === undefined || value.startsWith('-') ? [] : value)));
