// /bin/sh is replaced by another shell, where SHELL says which one runs the steps.
import { commandsNamed, type StepCommand } from '../../dockerfile/commands';
import { shellAt } from '../../dockerfile/shell';
import type { Stage } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { isShell } from '../../shell/nested';
import { readArguments } from '../../shell/options';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'replaced-shell',
  title: 'Default shell replaced by a command',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['ln', 'mv', 'cp', 'chsh', 'usermod'],
  references: [
    { hadolint: 'DL4005' },
    { kics: '8a301064-c291-4b20-adcb-403fe7fd95fd' },
    { semgrep: 'dockerfile.best-practice.use-shell-instruction.use-shell-instruction' },
  ],
  docs: {
    why: 'SHELL says which shell runs the steps below it, and CMD and ENTRYPOINT in shell form. A link in the place of `/bin/sh` changes the shell of all scripts of the distribution as well, in the running container, too; an update of the package puts the old one back, unseen. `chsh` and `usermod -s` change what a login starts, and nothing for RUN.',
    bad: 'FROM debian:12.11-slim\nRUN ln -sf /bin/bash /bin/sh\nRUN source /etc/profile\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nSHELL ["/bin/bash", "-c"]\nRUN source /etc/profile\nUSER 65532\n',
    limits:
      'Seen are ln, mv and cp onto the path of a shell, and the login shell of root. The login shells of other users are left alone. The fix is offered where the step does nothing else.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, ['ln', 'mv', 'cp', 'chsh', 'usermod'])) {
      const shell = at.instruction.name === 'RUN' ? shellMade(at) : undefined;
      if (shell === undefined) continue;
      yield {
        range: at.rangeOf(at.command),
        message: `'${at.command.program}' does not say which shell runs the steps; write 'SHELL ["${shell}", "-c"]'`,
        fixes: fixesOf(stage, at, shell),
      };
    }
  },
});

const OF_SYSTEM = /^(?:\/usr)?\/bin\/sh$/;
const PATH = /^\/[\w./-]+$/;

/** The path of the shell that is put in the place of another. */
function shellMade({ command: { program, args } }: StepCommand): string | undefined {
  if (program === 'chsh' || program === 'usermod') {
    const { options, operands } = readArguments(args, { short: 'sugGcdelp', long: new Set(['--shell']) });
    const shell = options.find(({ name }) => name === '-s' || name === '--shell')?.value?.value;
    const isRoot = operands.every(({ value }) => value === 'root') && (program === 'chsh' || operands.length > 0);
    return isRoot && shell !== undefined && isShell(shell.split('/').at(-1)) ? shell : undefined;
  }
  const [from, to, ...more] = readArguments(args).operands;
  if (!from?.value || more.length > 0 || !OF_SYSTEM.test(to?.value ?? '') || !isShell(from.value.split('/').at(-1)))
    return undefined;
  return PATH.test(from.value) ? from.value : `/bin/${from.value.split('/').at(-1)}`;
}

function fixesOf(stage: Stage, { step, script, command, index }: StepCommand, shell: string): Fix[] {
  const { instruction, line } = step;
  const isAlone = script.commands.length === 1 && command.program === 'ln' && command.wrappers.length === 0;
  if (!isAlone || instruction.name !== 'RUN' || instruction.json || instruction.heredocs.length > 0) return [];
  if (shellAt(stage, index) || instruction.open || instruction.lineCount > 1) return [];
  const range = rangeOf(line, 0, line + 1, 0);
  return [
    {
      title: `Write 'SHELL ["${shell}", "-c"]' instead`,
      safety: 'suggested',
      delta: { removes: ['RUN'], adds: ['SHELL'] },
      edits: () => [{ edits: [{ range, newText: `SHELL ["${shell}", "-c"]\n` }] }],
    },
  ];
}
