// cd in RUN, where WORKDIR says where things happen.
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import type { Step } from '../../dockerfile/stages';
import { rangeAt } from '../../dockerfile/syntax';
import { editFix } from '../../rule/edit-fix';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'cd-in-run',
  title: 'cd in RUN',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['cd'],
  references: [
    { hadolint: 'DL3003' },
    { trivy: 'DS-0013' },
    { kics: 'f4a6bcd3-e231-4acf-993c-aa027be50d2e' },
    { semgrep: 'dockerfile.best-practice.use-workdir.use-workdir' },
    { sonar: 'S6597' },
  ],
  docs: {
    why: 'cd holds to the end of its RUN and no longer: the next step is in the old folder again, and a `cd` at the end of a RUN does nothing. WORKDIR holds for all that follows, for the container too, and makes the folder where there is none.',
    bad: 'FROM node:24.4-alpine\nRUN cd /src && npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /src\nRUN npm ci\nUSER node\n',
    limits:
      'One finding for each RUN, where cd is its first command or its last: in the middle of others it is hard to do without. Nothing is said within heredocs and substitutions. The quick fix is for a RUN that does nothing else.',
  },
  *stage(stage) {
    const seen = new Set<Step>();
    for (const at of commandsNamed(stage, ['cd'])) {
      const { step, instruction, command, script } = at;
      const [folder] = command.args;
      if (instruction.name !== 'RUN' || instruction.json || step.instruction.heredocs.length > 0 || !folder) continue;
      if (seen.has(step) || folder.pieces.includes(undefined)) continue;
      seen.add(step);
      const isInner = script.commands.some(
        (other) => other !== command && other.start <= command.start && other.end >= command.end,
      );
      const isLast = script.commands.at(-1) === command;
      const before = script.commands.slice(0, script.commands.indexOf(command));
      if (isInner || isInSubshell(at) || !(isLast || before.every(({ program }) => PREPARES.has(program ?? ''))))
        continue;
      yield {
        range: rangeOfPart(at, command),
        message: isLast
          ? "this 'cd' does nothing: the next step is in the old folder; write WORKDIR"
          : "'cd' holds to the end of this RUN alone; write WORKDIR, which holds for all that follows",
        fixes: fixOf(at),
      };
    }
  },
});

/** What may stand before: WORKDIR makes the folder, too. */
const PREPARES: ReadonlySet<string> = new Set(['set', 'mkdir', 'export']);

const isInSubshell = ({ instruction, command }: StepCommand): boolean =>
  /\(\s*$/.test(instruction.text.slice(0, (instruction.args[0]?.start ?? 0) + command.start).slice(-20));

function fixOf({ step, command, script, instruction }: StepCommand): Fix[] {
  const [folder, ...more] = command.args;
  const path = folder?.value;
  const isOnly = script.commands.length === 1 && more.length === 0 && command.redirects.length === 0;
  const { flags, headLineCount, open, text } = step.instruction;
  if (!isOnly || headLineCount > 1 || open || flags.length > 0 || !path || !/^\/[\w./-]*$/.test(path)) return [];
  return editFix({
    title: `Write 'WORKDIR ${path}'`,
    delta: { removes: [step.instruction.name], adds: [step.instruction.trigger ? 'ONBUILD' : 'WORKDIR'] },
    edits: [
      {
        range: rangeAt(step, instruction.keyword.start, text.trimEnd().length),
        newText: `WORKDIR ${path}`,
      },
    ],
  });
}
