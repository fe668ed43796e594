// RUN that calls sudo, where USER says who runs.
import { commandsAt, type StepCommand } from '../../dockerfile/commands';
import { runsAsRoot } from '../../dockerfile/users';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { Wrapper } from '../../shell/command';
import type { TextEdit } from '../../text/edit';

type Part = Parameters<StepCommand['rangeOf']>[0];

export default dockerfileRule({
  id: 'sudo-in-run',
  title: 'sudo in RUN',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['sudo'],
  references: [
    { cwe: 250 },
    { hadolint: 'DL3004' },
    { trivy: 'DS-0010' },
    { checkov: 'CKV2_DOCKER_1' },
    { kics: '8ada6e80-0ade-439e-b176-0b28f6bce35a' },
    { semgrep: 'dockerfile.security.no-sudo-in-dockerfile.no-sudo-in-dockerfile' },
    { dockle: 'DKL-DI-0001' },
  ],
  docs: {
    why: 'USER says who runs a step. Where that is root already, sudo does nothing but drop the environment; where it is not, an image in which sudo works without a password gives every process in the container a way back to root. Write `USER root` before the steps that need it, and the other user behind them.',
    bad: 'FROM node:24.4-alpine\nRUN sudo apk upgrade\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN apk upgrade\nUSER node\n',
    limits:
      'One finding for each RUN. The quick fix takes sudo out where the step is known to run as root, and where the options of sudo ask for nothing else, such as another user.',
  },
  *stage(stage, { facts }) {
    let isRoot = runsAsRoot(stage, 0, facts.images);
    for (const [index, step] of stage.steps.entries()) {
      if (step.instruction.name === 'USER') isRoot = runsAsRoot(stage, index + 1, facts.images);
      const found = commandsAt(stage, index).filter((command) => command.instruction.name === 'RUN' && sudoOf(command));
      const [first] = found;
      const part = first && sudoOf(first);
      if (!part) continue;
      const fixes = isRoot ? fixesOf(step.instruction.name, found) : [];
      yield {
        range: first.rangeOf(part),
        message:
          fixes.length > 0
            ? "'sudo' does nothing in a step that runs as root already; take it out"
            : "'sudo' in RUN has no use where USER says who runs; write USER before and behind the steps that need it",
        fixes,
      };
    }
  },
});

/** Where sudo stands, with its options. */
function sudoOf({ command }: StepCommand): Part | undefined {
  const words =
    command.wrappers.find(isSudo)?.words ?? (command.program === 'sudo' && command.name ? [command.name] : []);
  const [first, last] = [words[0], words.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

const isSudo = ({ program }: Wrapper): boolean => program === 'sudo';

function fixesOf(keyword: string, found: readonly StepCommand[]): Fix[] {
  const edits = found.flatMap((command) => removal(command) ?? []);
  if (edits.length < found.length) return [];
  const title = "Take 'sudo' out: the step runs as root already";
  return [{ title, safety: 'suggested', delta: { changes: [keyword] }, edits: () => [{ edits }] }];
}

/** Options that mean nothing to root: keep the environment, set HOME, never ask. */
const HARMLESS = /^(?:-[EHn]+|--(?:preserve-env|set-home|non-interactive)?)$/;

/** Undefined where sudo does more than to run a command as root. */
function removal(at: StepCommand): TextEdit | undefined {
  const { command, instruction } = at;
  const sudo = command.wrappers.find(isSudo);
  const [name, ...rest] = sudo?.words ?? [];
  if (!sudo || !name) return undefined;
  const firstAssignment = rest.find(({ text }) => /^\w+=/.test(text));
  const options = rest.filter(({ start }) => start < (firstAssignment?.start ?? sudo.end));
  if (!options.every(({ value }) => value !== undefined && HARMLESS.test(value))) return undefined;
  // Without sudo the shell itself reads the assignment, which it does at the start of a command alone.
  if (firstAssignment && (instruction.json || command.wrappers[0] !== sudo)) return undefined;
  const range = at.rangeOf({ start: name.start, end: firstAssignment?.start ?? sudo.end });
  return range.start.line === range.end.line ? { range, newText: '' } : undefined;
}
