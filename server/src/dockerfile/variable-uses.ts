// Where a variable of a stage is used.
import { scriptsOf } from './run';
import type { Stage, Step } from './stages';
import { assignmentsOf } from './variables';

/** The steps behind the one that sets a variable which name it, up to where it is set again. */
export function usesOf(stage: Stage, index: number, name: string): Step[] {
  const uses: Step[] = [];
  for (let i = index + 1; i < stage.steps.length; i++) {
    const step = stage.steps[i];
    if (!step) break;
    if (namesVariable(stage, i, step, name)) uses.push(step);
    const { instruction } = step;
    if (instruction.name === 'ENV' && assignmentsOf(instruction).some((other) => other.name.text === name)) break;
  }
  return uses;
}

function namesVariable(stage: Stage, index: number, { instruction }: Step, name: string): boolean {
  const scripts = scriptsOf(stage, index);
  if (scripts?.some(({ variables }) => variables.has(name))) return true;
  if (scripts && instruction.heredocs.length === 0) return false;
  const texts = [...instruction.args, ...instruction.flags].map(({ text }) => text);
  return [...texts, ...instruction.heredocs.map(({ content }) => content)].some((text) => mentions(text, name));
}

/** `$NAME` or `${NAME…}`, by plain search. */
function mentions(text: string, name: string): boolean {
  for (const start of [`$${name}`, `\${${name}`]) {
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      if (!/\w/.test(text.charAt(at + start.length))) return true;
    }
  }
  return false;
}
