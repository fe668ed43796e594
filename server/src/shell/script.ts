// Reads a shell script: the only file that imports unbash.
import {
  type AndOr,
  type Assignment,
  forEachChild,
  type Command as ParsedCommand,
  type Redirection as ParsedRedirect,
  type Word as ParsedWord,
  parse,
  type Redirected,
  type Statement,
  type SyntaxNode,
  type WordPart,
} from 'unbash';
import {
  commandsIn,
  type Piece,
  type ShellAssignment,
  type ShellCommand,
  type ShellPipe,
  type ShellRedirect,
  type ShellScript,
  type ShellStatement,
  type ShellWord,
} from './command';
import { givenScript, nestedScript } from './nested';
import { unwrap } from './wrappers';

/** Longer scripts are unknown: parsing nested substitutions is not free. */
const MAX_LENGTH = 65_536;
/** unbash takes time quadratic in it. */
const MAX_DEPTH = 100;
/** Scripts in scripts in scripts. */
const MAX_NESTED = 8;

/** More opening brackets stand open than a person would write, closed or not, quoted or not. */
function isDeep(text: string): boolean {
  if (hasFew(text, '(') && hasFew(text, '{')) return false;
  let depth = 0;
  for (let i = 0; i < text.length && depth <= MAX_DEPTH; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 123) depth++;
    else if ((code === 41 || code === 125) && depth > 0) depth--;
  }
  return depth > MAX_DEPTH;
}

function hasFew(text: string, bracket: string): boolean {
  let count = 0;
  for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH / 2; at = text.indexOf(bracket, at + 1)) count++;
  return count <= MAX_DEPTH / 2;
}

/** Undefined for what cannot be read as a shell script. */
export function readShell(text: string): ShellScript | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  return isDeep(text) ? undefined : attempt(text);
}

/** The words of an exec form, which no shell reads: one command, and the script that it may run. */
export function readExec(words: readonly ShellWord[]): ShellScript {
  return (
    scriptOf((reading) => reading.addCommand(words, [], [], words[0]?.start ?? 0, words.at(-1)?.end ?? 0, 0)) ?? EMPTY
  );
}

const EMPTY: ShellScript = { commands: [], pipes: [], statements: [], variables: new Set() };

const attempt = (text: string): ShellScript | undefined =>
  scriptOf((reading) => reading.read(text, (offset) => offset, 0));

function scriptOf(read: (reading: Reading) => void): ShellScript | undefined {
  try {
    const reading = new Reading();
    read(reading);
    reading.variables.delete(UNKNOWN);
    return {
      commands: isInOrder(reading.commands) ? reading.commands : reading.commands.sort(byPlace),
      pipes: reading.pipes,
      statements: reading.statements,
      variables: reading.variables,
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined; // nested deeper than the parser's stack
    throw error;
  }
}

/** Most words hold nothing that the shell would put in or take away, or are nothing but quoted text. */
function constantOf(text: string): string | undefined {
  if (/^[\w./:=+,@%-]+$/.test(text)) return text;
  return /^(?:'[^']*'|"[^"$`\\]*")$/.test(text) ? text.slice(1, -1) : undefined;
}

/** Only behind one of these a word holds variables and commands. */
const mayHoldMore = (text: string): boolean => text.includes('$') || text.includes('`') || text.includes('(');

const byPlace = (a: ShellCommand, b: ShellCommand): number => a.start - b.start || b.end - a.end;
const isInOrder = (commands: readonly ShellCommand[]): boolean =>
  commands.every((command, i) => i === 0 || byPlace(commands[i - 1] ?? command, command) <= 0);

/** Where an offset of a nested script stands in the outermost. */
type Place = (offset: number) => number;

const rangeOf = ({ pos, end }: { pos: number; end: number }, place: Place): Pick<ShellWord, 'start' | 'end'> => ({
  start: place(pos),
  end: place(end),
});

const statementOf = ({ command, background, pos, end }: Statement, place: Place): ShellStatement => ({
  start: place(pos),
  end: place(end),
  isGuarded:
    background === true ||
    command.type === 'Function' ||
    (command.type === 'AndOr' && command.operators.at(-1) === '||'),
});

/** `… || true` */
const isTrue = (node: AndOr['commands'][number] | undefined): boolean =>
  node?.type === 'Command' && (node.name?.value === 'true' || node.name?.value === ':');

const isExact = ({ pos, end }: { pos: number; end: number }, place: Place): boolean =>
  place(end) - place(pos) === end - pos;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One pass over a script. Commands are written to `commands` as they are met, substitutions and nested scripts included. */
class Reading {
  readonly commands: ShellCommand[] = [];
  readonly pipes: ShellPipe[] = [];
  readonly statements: ShellStatement[] = [];
  readonly variables = new Set<string>();

  read(text: string, place: Place, depth: number): void {
    const script = parse(text);
    if (depth === 0) for (const each of script.commands) this.statements.push(statementOf(each, place));
    const pending: SyntaxNode[] = [script];
    const asked = new Set<SyntaxNode>();
    const pipes: (readonly SyntaxNode[])[] = [];
    const groups: Redirected[] = [];
    const from = this.commands.length;
    /** Of each command, and of those that it is given as a script, where it starts in this text. */
    const starts: number[] = [];
    const children: SyntaxNode[] = [];
    const later = (node: SyntaxNode): void => {
      if (node.type !== 'Word' || mayHoldMore(node.text)) children.push(node);
    };
    // The first child is taken first: places don't tell the order where one stands for a whole nested script.
    const next = (): SyntaxNode | undefined => {
      for (let child = children.pop(); child; child = children.pop()) pending.push(child);
      return pending.pop();
    };
    for (let node = next(); node; node = next()) {
      switch (node.type) {
        case 'Command':
          this.command(node, place, depth, children);
          while (starts.length < this.commands.length - from) starts.push(node.pos);
          continue;
        case 'Statement':
          pending.push(node.command);
          continue;
        case 'Script':
          // Backticks with escapes in them count from a text of their own, and so do their places.
          if (node.source !== undefined) continue;
          break;
        case 'AndOr':
          if (isTrue(node.commands.at(-1))) for (const part of node.commands.slice(0, -1)) asked.add(part);
          break;
        case 'Pipeline':
          pipes.push(node.commands);
          if (node.commands.length > 1 && node.prefixes.length === 0 && !asked.has(node)) {
            const parts = node.commands.map((part) => rangeOf(part, place));
            this.pipes.push({ start: place(node.pos), end: place(node.end), parts });
          }
          break;
        case 'If':
        case 'Elif':
        case 'While':
          for (const { command } of node.clause.commands)
            for (const part of command.type === 'AndOr' ? command.commands : [command]) asked.add(part);
          break;
        case 'Redirected':
          groups.push(node);
          break;
        case 'ParameterExpansion':
          this.variables.add(node.parameter);
          break;
        case 'SimpleExpansion':
          this.variables.add(node.text.slice(1));
          continue;
        case 'Literal':
          continue;
      }
      forEachChild(node, later);
    }
    if (pipes.length === 0 && groups.length === 0) return;
    const own = starts
      .map((start, i): LocalCommand => ({ start, command: this.commands[from + i] }))
      .sort((a, b) => a.start - b.start);
    for (const pipe of pipes) connect(pipe, own);
    for (const { command, redirects } of groups.reverse()) {
      const around = redirects.map((redirect) => this.redirect(redirect, place));
      for (const { command: each } of commandsIn(own, localRange(command)))
        if (each) each.groupRedirects = [...each.groupRedirects, around];
    }
  }

  /** What may hold variables and commands of its own is left in `children`. */
  private command(node: ParsedCommand, place: Place, depth: number, children: SyntaxNode[]): void {
    const words: ShellWord[] = [];
    const assignments: ShellAssignment[] = [];
    const redirects: ShellRedirect[] = [];
    const add = (child: ParsedWord): void => {
      const word = this.word(child, place);
      words.push(word);
      if (word.value === undefined) children.push(child);
    };
    for (const child of node.prefix) {
      children.push(child);
      if (child.type === 'Assignment') assignments.push(this.assignment(child, place));
      else redirects.push(this.redirect(child, place));
    }
    if (node.name) add(node.name);
    for (const child of node.suffix) {
      if (child.type === 'Word') {
        add(child);
        continue;
      }
      children.push(child);
      if (child.type === 'Assignment') words.push(this.assignmentWord(child, place));
      else redirects.push(this.redirect(child, place));
    }
    this.addCommand(words, assignments, redirects, place(node.pos), place(node.end), depth);
  }

  /** Takes wrappers off, and reads the script that the command may be given. */
  addCommand(
    all: readonly ShellWord[],
    assignments: readonly ShellAssignment[],
    redirects: readonly ShellRedirect[],
    start: number,
    end: number,
    depth: number,
  ): void {
    const { wrappers, words, program } = unwrap(all);
    const name = words[0];
    const args = words.slice(1);
    this.commands.push({
      program,
      name,
      args,
      assignments,
      redirects,
      wrappers,
      groupRedirects: [],
      inputs: [],
      start,
      end,
    });
    if (depth >= MAX_NESTED) return;
    const script = nestedScript(program, args) ?? givenScript(program, args, redirects);
    if (!script || script.pieces.every((piece) => piece === undefined)) return;
    const text = script.value ?? script.pieces.map(shownPiece).join('');
    if (text.length < MAX_LENGTH) this.read(text, placeIn(script, text), depth + 1);
  }

  private word(word: ParsedWord, place: Place): ShellWord {
    const { text } = word;
    const constant = constantOf(text);
    if (constant !== undefined)
      return { text, pieces: [constant], value: constant, start: place(word.pos), end: place(word.end) };
    const pieces = word.parts === undefined ? [word.value] : word.parts.flatMap(piecesOf);
    const isConstant = pieces.every((piece) => typeof piece === 'string');
    return {
      text,
      pieces,
      value: isConstant ? word.value : undefined,
      start: place(word.pos),
      end: place(word.end),
    };
  }

  private assignment({ name, value, pos, end }: Assignment, place: Place): ShellAssignment {
    const given = value.type === 'Word' ? this.word(value, place) : undefined;
    const elements = value.type === 'ArrayValue' ? value.elements.map((each) => this.word(each, place)) : undefined;
    return { name, value: given, elements, start: place(pos), end: place(end) };
  }

  /** `export A=1`: an argument that is an assignment is a word all the same. */
  private assignmentWord(node: Assignment, place: Place): ShellWord {
    const { value } = this.assignment(node, place);
    const head = node.text.slice(0, node.text.indexOf('=') + 1);
    return {
      text: node.text,
      pieces: [head, ...(value?.pieces ?? [undefined])],
      value: value?.value === undefined ? undefined : head + value.value,
      start: place(node.pos),
      end: place(node.end),
    };
  }

  private redirect(node: ParsedRedirect, place: Place): ShellRedirect {
    const { operator, pos, end } = node;
    const target = node.type !== 'HereDoc' && node.target ? this.word(node.target, place) : undefined;
    const body = node.type === 'HereDoc' ? node.body.text : undefined;
    const bodyStart = node.type === 'HereDoc' && isExact(node.body, place) ? place(node.body.pos) : undefined;
    const delimiter = node.type === 'HereDoc' ? node.delimiter?.value : undefined;
    const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined;
    return { operator, descriptor, target, delimiter, body, bodyStart, start: place(pos), end: place(end) };
  }
}

function piecesOf(part: WordPart): Piece[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [part.value];
    case 'DoubleQuoted':
      return part.parts.length === 0 ? [''] : part.parts.flatMap(piecesOf);
    case 'SimpleExpansion':
      return [{ variable: part.text.slice(1) }];
    case 'ParameterExpansion':
      return part.operation || part.prefix || part.index ? [undefined] : [{ variable: part.parameter }];
    default:
      return [undefined];
  }
}

/** A nested script is read with the variables in it; what cannot be known stands there as one that no script sets. */
const UNKNOWN = '_';
const shownPiece = (piece: Piece): string =>
  typeof piece === 'string' ? piece : `\${${piece === undefined ? UNKNOWN : piece.variable}}`;

/** Where a nested script is written as it is read, its offsets are the outer ones; elsewhere the whole word stands for it. */
function placeIn(word: ShellWord, text: string): Place {
  const isWhole = word.end - word.start === word.text.length;
  if (isWhole && word.text.slice(1, -1) === text && /^['"]/.test(word.text)) return (offset) => word.start + 1 + offset;
  if (isWhole && word.text === text) return (offset) => word.start + offset;
  return (offset) => (offset === 0 ? word.start : word.end);
}

/** A group with more commands than that feeds nothing that a rule follows. */
const MAX_INPUTS = 300;

/** Gives each command of a pipeline's part the commands of the part before it. */
function connect(parts: readonly SyntaxNode[], commands: readonly LocalCommand[]): void {
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    if (!before) continue;
    const inputs = commandsIn(commands, localRange(before))
      .slice(0, MAX_INPUTS)
      .flatMap(({ command }) => command ?? []);
    for (const { command: reader } of commandsIn(commands, localRange(part)))
      if (reader?.inputs.length === 0) reader.inputs = inputs;
  }
}

/** A command with its start in the text that is read, which may have no place of its own in the outermost. */
interface LocalCommand {
  readonly start: number;
  readonly command: Writable<ShellCommand> | undefined;
}

const localRange = ({ pos, end }: SyntaxNode): { start: number; end: number } => ({ start: pos, end });
