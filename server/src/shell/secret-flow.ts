// Where a shell script puts a secret that it reads from a file or a variable: into files, into settings, into the log.
import { commandsIn, type ShellCommand, type ShellRedirect, type ShellScript, type ShellWord } from './command';
import { sendsOutput } from './downloads';
import { isShell } from './nested';
import { readArguments, tailOf } from './options';
import { keepsSecret } from './secret-settings';

export type SecretSink =
  /** Written into a file. */
  | { readonly kind: 'file'; readonly command: ShellCommand; readonly path: ShellWord }
  /** Kept by a program in its settings: `what` names them. */
  | { readonly kind: 'settings'; readonly command: ShellCommand; readonly what: string }
  /** Printed: it is in the log of the build. */
  | { readonly kind: 'log'; readonly command: ShellCommand }
  /** `set -x` prints a command with it. */
  | { readonly kind: 'trace'; readonly command: ShellCommand; readonly option: ShellWord | undefined };

/** What holds the secret before the script begins. */
export interface SecretSource {
  isFile(word: ShellWord): boolean;
  readonly variables: ReadonlySet<string>;
  /** The here-document of a name, where the Dockerfile reads it before the shell does. */
  bodyOf(delimiter: string): string | undefined;
}

/** They print what they read, changed or not. */
const PRINTS: ReadonlySet<string> = new Set(
  'cat tac head tail tr cut sed awk gawk base64 base32 xxd jq yq grep sort uniq rev nl paste fold envsubst dos2unix tee gunzip zcat openssl gpg age sops'.split(
    ' ',
  ),
);
const SUMS = /^(?:(?:sha|md|b2|ck)\w*sum|sum|wc|cksum|true|test|\[)$/;
const COPIES: ReadonlySet<string> = new Set(['cp', 'mv', 'install', 'rsync', 'scp']);
const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

export function secretSinks(script: ShellScript, source: SecretSource, tracesFromStart: boolean): SecretSink[] {
  return new Flow(script.commands, source, tracesFromStart).sinks();
}

class Flow {
  private readonly variables: Set<string>;
  private readonly printing = new Set<ShellCommand>();
  /** Read by a pipe, or put into a word. */
  private readonly consumed = new Set<ShellCommand>();
  private traces: boolean;
  private traceOption: ShellWord | undefined;

  constructor(
    private readonly commands: readonly ShellCommand[],
    private readonly source: SecretSource,
    tracesFromStart: boolean,
  ) {
    this.variables = new Set(source.variables);
    this.traces = tracesFromStart;
    for (const { inputs, args, assignments } of commands) {
      for (const input of inputs) this.consumed.add(input);
      for (const word of [...args, ...assignments.flatMap(({ value }) => value ?? [])])
        if (substitutes(word)) for (const inner of commandsIn(commands, word)) this.consumed.add(inner);
    }
  }

  sinks(): SecretSink[] {
    const found: SecretSink[] = [];
    for (const command of this.commands) {
      this.trace(command, found);
      this.assign(command);
      const isPrinting = this.prints(command);
      if (isPrinting) this.printing.add(command);
      for (const path of this.writes(command, isPrinting)) found.push({ kind: 'file', command, path });
      const what = keepsSecret(
        command,
        (word) => this.holds(word) || this.names(word),
        this.reads(command) || this.isFed(command),
      );
      if (what !== undefined) found.push({ kind: 'settings', command, what });
      if (isPrinting && this.reachesLog(command)) found.push({ kind: 'log', command });
    }
    return found;
  }

  private trace(command: ShellCommand, found: SecretSink[]): void {
    const { program, args, assignments } = command;
    const option = program === 'set' || isShell(program) ? traceOption(args) : undefined;
    if (option) {
      this.traces = option.text.startsWith('-');
      this.traceOption = this.traces ? option : undefined;
      return;
    }
    if (!this.traces || (program === undefined && assignments.length === 0)) return;
    const shown = [...args, ...assignments.flatMap(({ value }) => value ?? [])];
    if (!shown.some((word) => this.holds(word))) return;
    found.push({ kind: 'trace', command, option: this.traceOption });
    this.traces = false; // once is enough
  }

  private assign({ program, args, assignments, redirects }: ShellCommand): void {
    for (const { name, value } of assignments) if (value && this.holds(value)) this.variables.add(name);
    if (program !== undefined && DECLARES.has(program)) {
      for (const word of args) {
        const [, name] = /^([A-Za-z_]\w*)=/.exec(word.text) ?? [];
        if (name !== undefined && this.holds(word)) this.variables.add(name);
      }
    }
    if (
      program === 'read' &&
      redirects.some(({ operator, target }) => operator === '<' && target && this.source.isFile(target))
    )
      for (const { value } of args) if (value && /^\w+$/.test(value)) this.variables.add(value);
  }

  /** The value stands in the word once the shell has read it. */
  private holds(word: ShellWord): boolean {
    for (const piece of word.pieces) if (typeof piece === 'object' && this.variables.has(piece.variable)) return true;
    if (word.value !== undefined) return false;
    if ([...word.text.matchAll(/\$\{(\w+)[:%#/^,-]/g)].some(([, name = '']) => this.variables.has(name))) return true;
    if (!substitutes(word)) return false;
    const inner = commandsIn(this.commands, word);
    return (
      inner.some((command) => this.readsAndPrints(command)) && !inner.some(({ program = '' }) => SUMS.test(program))
    );
  }

  /** The file, also behind the name of an option. */
  private names(word: ShellWord): boolean {
    const sign = word.value?.startsWith('--') ? word.value.indexOf('=') : -1;
    return this.source.isFile(sign < 0 ? word : tailOf(word, sign + 1));
  }

  private readsAndPrints(command: ShellCommand): boolean {
    const { program } = command;
    if (program === undefined) return this.reads(command);
    if (program === 'echo' || program === 'printf') return command.args.some((word) => this.hasVariable(word));
    return PRINTS.has(program) && (this.reads(command) || command.args.some((word) => this.source.isFile(word)));
  }

  private hasVariable = ({ pieces }: ShellWord): boolean =>
    pieces.some((piece) => typeof piece === 'object' && this.variables.has(piece.variable));

  /** Its input is the file. */
  private reads({ redirects }: ShellCommand): boolean {
    return redirects.some(
      ({ operator, target }) => operator === '<' && target !== undefined && this.source.isFile(target),
    );
  }

  private isFed = ({ inputs }: ShellCommand): boolean => inputs.some((input) => this.printing.has(input));

  private prints(command: ShellCommand): boolean {
    const { program, args, redirects } = command;
    if (program === undefined) return this.reads(command);
    if (program === 'echo' || program === 'printf') return args.some((word) => this.holds(word));
    if (program === 'env' || program === 'printenv')
      return this.variables.size > 0 && args.every(({ value }) => value !== undefined && this.variables.has(value));
    if (!PRINTS.has(program) || (program === 'grep' && args.some(({ text }) => /^-\w*[qcl]/.test(text)))) return false;
    if (program === 'envsubst') return this.variables.size > 0;
    if (program === 'openssl' && !/^(?:base64|enc|rsa|pkey|pkcs12|pkcs8|ec)$/.test(args[0]?.value ?? '')) return false;
    return (
      this.isFed(command) ||
      this.reads(command) ||
      (program === 'sed' && args.some((word) => this.holds(word))) ||
      args.some((word) => this.source.isFile(word)) ||
      redirects.some((redirect) => this.isInBody(redirect))
    );
  }

  /** A here-document or here-string with the value in it. */
  private isInBody({ operator, body: own, delimiter, target }: ShellRedirect): boolean {
    if (operator === '<<<') return target !== undefined && this.holds(target);
    const body = own === '' && delimiter !== undefined ? this.source.bodyOf(delimiter) : own;
    if (body === undefined) return false;
    if ([...body.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => this.variables.has(name))) return true;
    return [...body.matchAll(/\$\((?:cat|<)\s*([^\s)]+)/g)].some(([, path = '']) =>
      this.source.isFile({ text: path, pieces: [path], value: path, start: 0, end: 0 }),
    );
  }

  private writes(command: ShellCommand, isPrinting: boolean): ShellWord[] {
    const { program = '', args, redirects, groupRedirects } = command;
    if (COPIES.has(program)) return this.copied(args);
    if (program === 'dd') return this.converted(args);
    if (program === 'tee' && isPrinting) return [...readArguments(args).operands];
    if (program === 'sed' && isPrinting && args.some(({ text }) => /^(?:-\w*i|--in-place)/.test(text)))
      return args.slice(-1);
    if (!isPrinting) return [];
    const output = [redirects, ...groupRedirects]
      .map((each) => each.findLast(sendsOutput))
      .find((last) => last?.target);
    if (output?.target) return [output.target];
    const given = readArguments(args, { short: 'o', long: new Set(['--output']) }).options.find(
      ({ name }) => name === '-o' || name === '--output' || name === '-out',
    );
    return given?.value && /^(?:openssl|gpg|age|sops|base64)$/.test(program) ? [given.value] : [];
  }

  private copied(args: readonly ShellWord[]): ShellWord[] {
    const { options, operands } = readArguments(args, {
      short: 'mogtS',
      long: new Set(['--mode', '--owner', '--group', '--target-directory']),
    });
    const folder = options.find(({ name }) => name === '-t' || name === '--target-directory')?.value;
    const sources = folder ? operands : operands.slice(0, -1);
    const target = folder ?? operands.at(-1);
    return target && sources.some((word) => this.source.isFile(word)) ? [target] : [];
  }

  private converted(args: readonly ShellWord[]): ShellWord[] {
    const at = (name: string): ShellWord | undefined => args.find(({ text }) => text.startsWith(name));
    const [input, output] = [at('if='), at('of=')];
    const path = input?.value?.slice('if='.length);
    const isRead =
      path !== undefined && input && this.source.isFile({ ...input, text: path, pieces: [path], value: path });
    return isRead && output ? [output] : [];
  }

  private reachesLog(command: ShellCommand): boolean {
    if (this.consumed.has(command) || command.program === undefined || command.program === 'tee') return false;
    return (
      ![command.redirects, ...command.groupRedirects].some((each) => each.some(sendsOutput)) &&
      this.writes(command, true).length === 0
    );
  }
}

const substitutes = ({ text }: ShellWord): boolean => text.includes('$(') || text.includes('`') || text.includes('<(');

function traceOption(args: readonly ShellWord[]): ShellWord | undefined {
  return args.find(
    ({ text }, i) =>
      /^[-+][a-zA-Z]*x[a-zA-Z]*$/.test(text) || (text === 'xtrace' && /o$/.test(args[i - 1]?.text ?? '')),
  );
}
