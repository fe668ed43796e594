// What rules read of a shell script: commands, with wrappers taken off, and each word with its place. Offsets count in the
// script's own text; what stands in a nested script (`sh -c '…'`) has its place in the outer one.

/** A part of a word: text, a variable to be put in, or something that cannot be known. */
export type Piece = string | { readonly variable: string } | undefined;

export interface ShellWord {
  /** As written. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** What the shell makes of it; undefined when that depends on variables, commands or files. */
  readonly value?: string;
  readonly start: number;
  readonly end: number;
}

export interface ShellAssignment {
  readonly name: string;
  /** Undefined for an array. */
  readonly value?: ShellWord;
  /** Of an array. */
  readonly elements?: readonly ShellWord[];
  readonly start: number;
  readonly end: number;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `<<`, `<<<` and so on. */
  readonly operator: string;
  /** The number before it: 2 in `2>log`. */
  readonly descriptor?: number;
  /** The file, or the here-string. */
  readonly target?: ShellWord;
  /** The word that ends a here-document. */
  readonly delimiter?: string;
  /** The body of a here-document. Empty where the Dockerfile reads it before the shell does. */
  readonly body?: string;
  /** Where the body begins; undefined where escapes hide its place. */
  readonly bodyStart?: number;
  readonly start: number;
  readonly end: number;
}

/** `sudo -E`, `env A=1`, `exec`: what stands before a command and runs it. */
export interface Wrapper {
  readonly program: string;
  /** Up to the command that it runs. */
  readonly start: number;
  readonly end: number;
  /** Its name, options and assignments. */
  readonly words: readonly ShellWord[];
  /** Variables that it sets. */
  readonly assignments: readonly ShellAssignment[];
}

export interface ShellCommand {
  /** The program without its folder: `useradd` for `/usr/sbin/useradd`. Undefined for assignments alone, and unknown. */
  readonly program?: string;
  readonly name?: ShellWord;
  readonly args: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  /** Those of each group that it stands in, innermost first: `{ echo a; echo b; } > file`. */
  readonly groupRedirects: readonly (readonly ShellRedirect[])[];
  /** Outermost first. */
  readonly wrappers: readonly Wrapper[];
  /** Commands whose output it reads through a pipe. */
  readonly inputs: readonly ShellCommand[];
  readonly start: number;
  readonly end: number;
}

type Range = Pick<ShellWord, 'start' | 'end'>;

/** `a | b`, where nothing asks on purpose whether it failed: neither `if` nor `|| true`. */
export interface ShellPipe extends Range {
  readonly parts: readonly Range[];
}

/** What stands on a line of its own, or between semicolons. */
export interface ShellStatement extends Range {
  /** It says what happens on failure, or runs nothing yet: `a || exit 1`, `f() { … }`, `a &`. */
  readonly isGuarded: boolean;
}

export interface ShellScript {
  /** By their start; those of substitutions, functions, subshells and nested scripts included. */
  readonly commands: readonly ShellCommand[];
  /** Those of substitutions and nested scripts included. */
  readonly pipes: readonly ShellPipe[];
  /** The outermost alone. */
  readonly statements: readonly ShellStatement[];
  /** Names of the variables that are expanded. */
  readonly variables: ReadonlySet<string>;
}

/** The commands that stand in a word or another range: those of `$(…)`, `<(…)`, of a nested script. */
export function commandsIn<Command extends Pick<ShellCommand, 'start'>>(
  commands: readonly Command[],
  { start, end }: Pick<ShellWord, 'start' | 'end'>,
): Command[] {
  const first = firstAt(commands, start);
  return commands.slice(first, Math.max(first, firstAt(commands, end)));
}

/** Index of the first command, by start, at an offset or behind it. */
function firstAt(commands: readonly Pick<ShellCommand, 'start'>[], offset: number): number {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
