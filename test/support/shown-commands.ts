// Commands in one line each, for tables that a person can read.
import type { Piece, ShellCommand, ShellRedirect, ShellScript, ShellWord } from '../../server/src/shell/command';

/** `sudo › apt-get update`, `b ← a` for what it reads through a pipe, `?` for what is not known. */
export const shownCommands = (script: ShellScript | undefined): string[] =>
  script?.commands.map(shownCommand) ?? ['unread'];

function shownCommand(command: ShellCommand): string {
  const { wrappers, program, name, args, assignments, redirects, inputs } = command;
  const parts = [
    ...wrappers.map((each) => `${[each.program, ...each.assignments.map(({ name: set }) => `${set}=`)].join(' ')} ›`),
    ...assignments.map(({ name: set, value }) => `${set}=${value ? shownWord(value) : '()'}`),
    ...(name ? [program === name.value ? shownWord(name) : `${program ?? '?'}`] : ['∅']),
    ...args.map(shownWord),
    ...redirects.map(shownRedirect),
  ];
  const from = inputs.map((input) => input.program ?? '∅').join(' ');
  return parts.join(' ') + (from === '' ? '' : ` ← ${from}`);
}

const shownRedirect = ({ operator, descriptor, target, body }: ShellRedirect): string =>
  `${descriptor ?? ''}${operator}${target ? shownWord(target) : ''}${body === undefined ? '' : JSON.stringify(body)}`;

export const shownWord = ({ pieces }: ShellWord): string => {
  const text = pieces.map(shownPiece).join('');
  return text === '' || /[ \t\n]/.test(text) ? `'${text}'` : text;
};

const shownPiece = (piece: Piece): string =>
  typeof piece === 'string' ? piece : piece === undefined ? '?' : `$${piece.variable}`;
