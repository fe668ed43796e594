// What an interpreter is told to run: a script from its input, a file, or code in a word.
import { commandsIn, type ShellCommand, type ShellScript, type ShellWord } from './command';
import { downloadsOf, isLocalSource } from './downloads';
import { runAddress } from './more-downloads';
import { isShell } from './nested';
import { constantStart, type OptionTable, readArguments } from './options';
import { isVerifier } from './verification';

export type RunSource = { readonly kind: 'stdin' } | { readonly kind: 'file' | 'code'; readonly word: ShellWord };

interface Interpreter extends OptionTable {
  /** The option whose value is code. */
  readonly code: RegExp;
  /** Options that leave nothing to run from the input. */
  readonly other?: RegExp;
}

/** A name, its version aside. */
const NAME = /^(python|perl|node(?:js)?|ruby|php)[\d.]*$/;
const INTERPRETERS: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ['python', { short: 'cmWXQ', code: /^-c$/, other: /^-[mVh]$|^--(?:version|help)$/ }],
  ['perl', { short: 'eEI', code: /^-[eE]$/, other: /^-v$/ }],
  [
    'node',
    {
      short: 'epr',
      long: new Set(['--eval', '--print', '--require']),
      code: /^-[ep]$|^--(?:eval|print)$/,
      other: /^-v$|^--version$/,
    },
  ],
  ['ruby', { short: 'eIrC', code: /^-e$/, other: /^-v$|^--version$/ }],
  ['php', { short: 'rBRFEdcfzSt', code: /^-[rBRE]$/, other: /^-[vmiS]$|^--version$/ }],
]);

export function runSource({ program, args }: ShellCommand): RunSource | undefined {
  if (program === undefined) return undefined;
  if (program === 'source' || program === '.') return fileOrStdin(args[0]);
  if (program === 'eval') return args[0] && { kind: 'code', word: args[0] };
  if (isShell(program) || program === 'fish') return shellSource(args);
  const name = NAME.exec(program)?.[1];
  const table = name === undefined ? undefined : INTERPRETERS.get(name === 'nodejs' ? 'node' : name);
  if (!table) return undefined;
  const { options: all, operands } = readArguments(args, table);
  const first = operands[0] ? args.indexOf(operands[0]) : args.length;
  const options = all.filter(({ index }) => index < first); // what follows is the script's own
  const code = options.find(({ name }) => table.code.test(name));
  if (code) return code.value && { kind: 'code', word: code.value };
  if (options.some(({ name }) => table.other?.test(name))) return undefined;
  const file = options.find(({ name }) => name === '-f')?.value;
  if (file) return { kind: 'file', word: file };
  const isEnded = args.some(({ value }) => value === '--') && program.startsWith('php');
  return operands[0] && !isEnded ? fileOrStdin(operands[0]) : { kind: 'stdin' };
}

function fileOrStdin(word: ShellWord | undefined): RunSource | undefined {
  if (!word) return undefined;
  return /^(?:-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/.test(word.value ?? '')
    ? { kind: 'stdin' }
    : { kind: 'file', word };
}

function shellSource(args: readonly ShellWord[]): RunSource | undefined {
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    const text = word && constantStart(word);
    if (!word || !text || !/^[-+]/.test(text)) return word && fileOrStdin(word);
    if (text === '-' || text === '--') return args[i + 1] ? fileOrStdin(args[i + 1]) : { kind: 'stdin' };
    if (/^--(?:help|version)$/.test(text)) return undefined;
    if (/^-[a-zA-Z]*s/.test(text)) return { kind: 'stdin' };
    if (/^-[a-zA-Z]*c/.test(text)) {
      const code = args.slice(i + 1).find(({ value }) => value === undefined || !/^[-+]./.test(value));
      return code && { kind: 'code', word: code };
    }
    if (/^[-+][a-zA-Z]*[oO]$/.test(text) || /^--(?:rcfile|init-file)$/.test(text)) i++;
  }
  return { kind: 'stdin' };
}

export interface RemoteScript {
  readonly download: ShellCommand;
  readonly source: ShellWord;
  readonly interpreter: ShellCommand;
}

/** The download that a command runs as it comes: by a pipe, `<(…)`, `"$(…)"` or a here-string. */
export function remoteScript(interpreter: ShellCommand, script: ShellScript): RemoteScript | undefined {
  const address = runAddress(interpreter);
  if (address) return isLocalSource(address) ? undefined : { download: interpreter, source: address, interpreter };
  const run = runSource(interpreter);
  if (!run || interpreter.wrappers.some(({ program }) => program === 'xargs')) return undefined;
  const feeding = feedOf(interpreter, run, script);
  if (feeding.some(({ program }) => isVerifier(program))) return undefined;
  for (const download of feeding.flatMap((each) => [
    each,
    ...(isPrinter(each) ? behindVariables(each.args, script) : []),
  ])) {
    const [first] = printedBy(download);
    if (first) return { download, source: first, interpreter };
  }
  return undefined;
}

const isPrinter = ({ program }: ShellCommand): boolean => program === 'echo' || program === 'printf';

const kept = new WeakMap<ShellScript, ReadonlyMap<string, ShellWord>>();

/** The commands whose output variables keep that words begin with: `S=$(curl …); echo "$S" | sh`. */
function behindVariables(words: readonly ShellWord[], script: ShellScript): readonly ShellCommand[] {
  const names = words.slice(0, 3).flatMap(({ pieces: [first] }) => (typeof first === 'object' ? [first.variable] : []));
  if (names.length === 0) return [];
  let values = kept.get(script);
  if (!values) {
    const all = script.commands.flatMap(({ assignments }) => assignments);
    values = new Map(all.flatMap(({ name, value }) => (value && isSubstitution(value) ? [[name, value]] : [])));
    kept.set(script, values);
  }
  const found = names.flatMap((name) => values.get(name) ?? []);
  return found.flatMap((value) => commandsIn(script.commands, value).slice(0, MAX_INPUTS));
}

/** The commands whose output is what the interpreter runs. */
function feedOf(interpreter: ShellCommand, run: RunSource, script: ShellScript): readonly ShellCommand[] {
  const { commands } = script;
  if (run.kind === 'stdin') {
    const input = interpreter.redirects.findLast(
      ({ operator, descriptor = 0 }) => descriptor === 0 && operator.startsWith('<'),
    );
    if (!input) return allInputs(interpreter);
    return input.operator === '<<<' && input.target && isSubstitution(input.target)
      ? commandsIn(commands, input.target)
      : fromFile(input.target, commands);
  }
  if (run.kind === 'code') {
    return isSubstitution(run.word) ? commandsIn(commands, run.word) : behindVariables([run.word], script);
  }
  return fromFile(run.word, commands);
}

const fromFile = (word: ShellWord | undefined, commands: readonly ShellCommand[]): readonly ShellCommand[] =>
  word?.text.startsWith('<(') ? commandsIn(commands, word) : [];

/** Begins with what a command prints: what is run is not written here. */
const isSubstitution = ({ text }: ShellWord): boolean => /^"?(?:\$\((?!\()|`)/.test(text);

/** Further up in a pipe nothing is looked for. */
const MAX_INPUTS = 100;

/** The commands before it in the pipe, the nearest first. */
export function allInputs(command: ShellCommand): readonly ShellCommand[] {
  const all = new Set<ShellCommand>(command.inputs);
  for (const each of all) {
    if (all.size >= MAX_INPUTS) break;
    for (const input of each.inputs) all.add(input);
  }
  return [...all];
}

/** Sources that a command prints, not those of this machine. */
const printedBy = (command: ShellCommand): ShellWord[] =>
  command.program === 'git'
    ? []
    : downloadsOf(command).flatMap(({ source, destination }) =>
        destination.kind === 'stdout' && !isLocalSource(source) ? [source] : [],
      );
