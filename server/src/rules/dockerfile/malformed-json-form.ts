// What was meant to be JSON form, and is shell form.
import { hasInnerComments } from '../../dockerfile/list-edits';
import { isMeantAsJson, meantJson } from '../../dockerfile/meant-json';
import { rangeOfWord } from '../../dockerfile/stages';
import { actingInstruction, type Instruction, type Word } from '../../dockerfile/syntax';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'malformed-json-form',
  title: 'JSON form that is no JSON',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ sonar: 'S7030' }, { tally: 'invalid-json-form' }],
  docs: {
    why: "JSON wants double quotes, commas between the strings and none behind the last. What is no valid JSON is shell form: `CMD ['node']` makes a shell look for a program named `[node]`, `VOLUME ['/data']` makes a volume named `['/data']`. No build fails, and the container does not start, or keeps its files elsewhere.",
    bad: "FROM node:24.4-alpine\nUSER node\nCMD ['node', 'server.js']\n",
    good: 'FROM node:24.4-alpine\nUSER node\nCMD ["node", "server.js"]\n',
    limits:
      'A shell knows a command `[`: RUN and the like that test something with it are left alone. SHELL takes nothing but JSON: BuildKit itself refuses what is none.',
  },
  *stage(stage) {
    for (const step of stage.steps) {
      const instruction = actingInstruction(step);
      const rest = instruction.json ? undefined : restOf(instruction);
      const isShell = instruction.name === 'SHELL';
      if (!rest || !(isShell || isMeantAsJson(rest.text, STARTS.has(instruction.name)))) continue;
      const newText = meantJson(rest.text);
      const isWhole = !step.instruction.open && !hasInnerComments(step);
      yield {
        range: rangeOfWord(step, rest),
        message: `this is no valid JSON, and so ${consequence(instruction.name)}; use double quotes and commas`,
        fixes: editFix({
          title: `Write ${newText ?? ''}`,
          delta: { changes: [step.instruction.name] },
          edits: newText !== undefined && isWhole ? [{ range: rangeOfWord(step, rest), newText }] : undefined,
        }),
      };
    }
  },
});

const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const TAKES_JSON: ReadonlySet<string> = new Set([...STARTS, 'RUN', 'VOLUME', 'COPY', 'ADD']);

function consequence(name: string): string {
  if (name === 'SHELL') return 'no shell';
  return STARTS.has(name) || name === 'RUN' ? 'a shell runs it as it is' : 'it is taken word by word';
}

/** What may be JSON form, as it is written. */
function restOf(instruction: Instruction): Word | undefined {
  const { name, args, text, heredocs } = instruction;
  if (name === 'SHELL') return restOfShell(instruction);
  if (!TAKES_JSON.has(name) || heredocs.length > 0) return undefined;
  const isCheck = name === 'HEALTHCHECK';
  if (isCheck && args[0]?.text.toUpperCase() !== 'CMD') return undefined;
  const [first, last] = [args[isCheck ? 1 : 0], args.at(-1)];
  return first && last && { text: text.slice(first.start, last.end), start: first.start, end: last.end };
}

/** BuildKit reads no words of it. What stands behind an array is another mistake. */
function restOfShell({ keyword, text }: Instruction): Word | undefined {
  const rest = text.slice(keyword.end);
  const start = keyword.end + rest.length - rest.trimStart().length;
  const isOther = rest.trim() === '' || rest.includes('\r') || /^\[.*\]\s+\S+$/.test(rest.trim());
  return isOther ? undefined : { text: rest.trim(), start, end: start + rest.trim().length };
}
