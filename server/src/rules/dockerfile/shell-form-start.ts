// CMD, ENTRYPOINT and HEALTHCHECK that a shell starts.
import { execWords } from '../../dockerfile/exec-form';
import { hasInnerComments } from '../../dockerfile/list-edits';
import { settingOf } from '../../dockerfile/settings';
import { isWindows } from '../../dockerfile/shell';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import { actingInstruction, type Word } from '../../dockerfile/syntax';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'shell-form-start',
  title: 'A shell starts the program',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    { hadolint: 'DL3025' },
    { buildkit: 'JSONArgsRecommended' },
    { kics: 'b86987e1-6397-4619-81d5-8807f2387c79' },
    { semgrep: 'dockerfile.best-practice.prefer-json-notation.prefer-json-notation' },
    { sonar: 'S7019' },
  ],
  docs: {
    why: 'In shell form `/bin/sh -c` is the first process: it gets the signal to stop and does not pass it on, so the program is killed after ten seconds in the middle of its work; ENTRYPOINT takes no arguments; and what variables hold is read by a shell. In JSON form the program itself is started: `CMD ["node", "server.js"]`.',
    bad: 'FROM node:24.4-alpine\nUSER node\nCMD node server.js\n',
    good: 'FROM node:24.4-alpine\nUSER node\nCMD ["node", "server.js"]\n',
    limits:
      'Nothing is said behind a SHELL, which asks for a shell, and of a HEALTHCHECK that needs one. The quick fix is offered where the command is one program with constant words: variables, `&&` and patterns need the shell.',
  },
  *stage(stage) {
    if (isWindows(stage)) return;
    for (const [index, step] of stage.steps.entries()) {
      const instruction = actingInstruction(step);
      const { name, json, args } = instruction;
      const isCheck = name === 'HEALTHCHECK' && args[0]?.text.toUpperCase() === 'CMD';
      if (json || (name !== 'CMD' && name !== 'ENTRYPOINT' && !isCheck)) continue;
      const line = args.at(-1);
      if (!line || line.text.trimStart().startsWith('[') || settingOf(stage, 'SHELL', index)) continue;
      const words = execWords(stage, index);
      if (isCheck && !words) continue;
      yield {
        range: rangeOfWord(step, instruction.keyword),
        message: `a shell reads ${name} and stands between its program and the engine; write it in JSON form`,
        fixes: words && canChange(stage, step, name) ? fixOf(step, line, words) : [],
      };
    }
  },
});

/** Exec form of ENTRYPOINT takes CMD as its arguments, which shell form leaves out. */
const canChange = (stage: Stage, step: Step, name: string): boolean =>
  !step.instruction.open && !hasInnerComments(step) && (name !== 'ENTRYPOINT' || !settingOf(stage, 'CMD'));

function fixOf(step: Step, line: Word, words: readonly string[]): ReturnType<typeof editFix> {
  const newText = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return editFix({
    title: `Write ${newText.length > 60 ? 'it in JSON form' : newText}`,
    delta: { changes: [step.instruction.name] },
    edits: [{ range: rangeOfWord(step, line), newText }],
  });
}
