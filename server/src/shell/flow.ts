// Which failures a script does not notice: those in front of a pipe, and those of all lines but the last.
import { commandsIn, type ShellCommand, type ShellPipe, type ShellScript, type ShellStatement } from './command';
import { isShell } from './nested';

/** Commands that nobody asks whether they failed. */
const SURE: ReadonlySet<string> = new Set(
  'echo printf true : set shopt export unset readonly local alias trap umask exit return shift ulimit yes'.split(' '),
);

type Part = Pick<ShellCommand, 'start' | 'end'>;

/** The commands of a part that may fail; those in the words of another command aside. */
function fallible(commands: readonly ShellCommand[], part: Part): ShellCommand | undefined {
  let end = -1;
  for (const command of commandsIn(commands, part)) {
    if (command.start < end || command.name === undefined) continue;
    if (command.program === undefined || !SURE.has(command.program)) return command;
    end = command.end;
  }
  return undefined;
}

export interface LosingPipe {
  readonly pipe: ShellPipe;
  /** What may fail unseen. */
  readonly command: ShellCommand;
  /** The shell called by the script that runs the pipe: `bash` of `bash -c 'a | b'`. */
  readonly shell?: ShellCommand;
}

/** The first pipe that loses the failure of what stands in front of it, and no `set -o pipefail` holds for. */
export function losingPipe({ commands, pipes }: ShellScript): LosingPipe | undefined {
  const around: ShellCommand[] = [];
  const withSetting = new Set<ShellCommand | undefined>();
  const leaveTo = (start: number): void => {
    for (let last = around.at(-1); last && last.end <= start; last = around.at(-1)) around.pop();
  };
  let next = 0;
  for (const pipe of [...pipes].sort((a, b) => a.start - b.start || b.end - a.end)) {
    for (let command = commands[next]; command && command.start < pipe.start; command = commands[++next]) {
      leaveTo(command.start);
      if (SETTERS.has(command.program ?? '') && switchesOn(command.args, 'pipefail')) withSetting.add(runner(around));
      if (command.name !== undefined) around.push(command);
    }
    leaveTo(pipe.start);
    const shell = runner(around);
    const isSet = withSetting.has(shell) || (shell && switchesOn(shell.args, 'pipefail'));
    const command = isSet || around.at(-1) !== shell ? undefined : failsIn(pipe, commands);
    if (command) return { pipe, command, shell };
  }
  return undefined;
}

/** The innermost of some commands that runs what stands in its words, assignments aside. */
const runner = (around: readonly ShellCommand[]): ShellCommand | undefined => around.findLast(runsWords);
const runsWords = ({ program }: ShellCommand): boolean => isShell(program) || RUNNERS.has(program ?? '');
const RUNNERS: ReadonlySet<string> = new Set(['eval', 'su', 'runuser', 'env']);

const failsIn = ({ parts }: ShellPipe, commands: readonly ShellCommand[]): ShellCommand | undefined =>
  firstOf(parts.slice(0, -1), (part) => fallible(commands, part));

function firstOf<Item, Result>(items: readonly Item[], read: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

const SETTERS: ReadonlySet<string> = new Set(['set', 'shopt']);

/** The first statement whose failure a script goes past. Undefined where `set -e` is anywhere in it. */
export function lostStatement({ commands, statements }: ShellScript): ShellStatement | undefined {
  if (commands.some(({ program, args }) => program === 'set' && switchesOn(args, 'errexit', 'e'))) return undefined;
  return statements.slice(0, -1).find((statement) => !statement.isGuarded && fallible(commands, statement));
}

/** Whether the words of `set`, `shopt` or of a shell switch an option on: by its name, or its letter. */
export function switchesOn(args: readonly { readonly value?: string }[], option: string, letter?: string): boolean {
  return args.some((word, i) => {
    const value = word.value?.trimEnd() ?? ''; // lines may end in CR LF
    if (letter !== undefined && /^-[A-Za-z]+$/.test(value) && value.includes(letter)) return true;
    return value === option && /^-[A-Za-z]*[os]+$/.test(args[i - 1]?.value ?? '');
  });
}
