// RUN that calls sudo, where USER says who runs.
import { commandsByStep, type StepCommand } from '../../dockerfile/commands';
import { runsAsRoot } from '../../dockerfile/users';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { TextEdit } from '../../text/edit';

export default dockerfileRule({
  id: 'sudo-in-run',
  title: 'sudo in RUN',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [
    { cwe: 250 },
    { hadolint: 'DL3004' },
    { trivy: 'DS-0010' },
    { checkov: 'CKV2_DOCKER_1' },
    { kics: '8ada6e80-0ade-439e-b176-0b28f6bce35a' },
    { semgrep: 'dockerfile.security.no-sudo-in-dockerfile' },
    { dockle: 'DKL-DI-0001' },
  ],
  docs: {
    why: 'USER says who runs a step. Where that is root already, sudo does nothing but drop the environment; where it is not, an image in which sudo works without a password gives every process in the container a way back to root. Write `USER root` before the steps that need it, and the other user behind them.',
    bad: 'FROM node:24.4-alpine\nRUN sudo apk upgrade\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN apk upgrade\nUSER node\n',
    limits:
      'One finding for each RUN. The quick fix takes sudo out where the step is known to run as root, and where sudo has no options: they may ask for another user.',
  },
  *stage(stage, { facts }) {
    let isRoot = runsAsRoot(stage, 0, facts.images);
    for (const [index, commands] of commandsByStep(stage).entries()) {
      const step = stage.steps[index];
      if (step?.instruction.name === 'USER') isRoot = runsAsRoot(stage, index + 1, facts.images);
      const found = commands.filter((command) => command.instruction.name === 'RUN' && sudoOf(command));
      const [first] = found;
      const part = first && sudoOf(first);
      if (!part || !step) continue;
      const fixes = isRoot ? fixesOf(step.instruction.name, found) : [];
      yield {
        range: first.rangeOf({ start: part.start, end: part.end - (part.isWrapper ? 1 : 0) }),
        message:
          fixes.length > 0
            ? "'sudo' does nothing in a step that runs as root already; take it out"
            : "'sudo' in RUN has no use where USER says who runs; write USER before and behind the steps that need it",
        fixes,
      };
    }
  },
});

const PLAIN = 'sudo '.length;

/** Where sudo stands: up to the command that it runs, or all of it. */
function sudoOf({ command }: StepCommand): { start: number; end: number; isWrapper: boolean } | undefined {
  const wrapper = command.wrappers.find(({ program }) => program === 'sudo');
  if (wrapper) return { start: wrapper.start, end: wrapper.end, isWrapper: true };
  if (command.program !== 'sudo' || !command.name) return undefined;
  return { start: command.name.start, end: command.name.end, isWrapper: false };
}

function fixesOf(keyword: string, found: readonly StepCommand[]): Fix[] {
  const edits = found.flatMap((command): TextEdit[] => {
    const part = sudoOf(command);
    const isPlain = part?.isWrapper && (part.end - part.start === PLAIN || command.instruction.json);
    return isPlain ? [{ range: command.rangeOf(part), newText: '' }] : [];
  });
  if (edits.length < found.length) return [];
  const title = "Take 'sudo' out: the step runs as root already";
  return [{ title, safety: 'suggested', delta: { changes: [keyword] }, edits: () => [{ edits }] }];
}
