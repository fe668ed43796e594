// Variables that a command of RUN sees, as far as the Dockerfile sets them: before the command, in its script, by ENV or ARG.
import type { ShellScript } from '../shell/command';
import { once } from '../text/once';
import type { StepCommand } from './commands';
import type { Stage } from './stages';

/** Names that a script exports or assigns, with their values; null for one that is unknown. */
const setIn = once((script: ShellScript): ReadonlyMap<string, string | null> => {
  const found = new Map<string, string | null>();
  for (const { program, name, assignments, args } of script.commands) {
    if (!name) for (const each of assignments) found.set(each.name, each.value?.value ?? null);
    if (program !== 'export') continue;
    for (const { text, value } of args) {
      const sign = text.indexOf('=');
      if (sign > 0) found.set(text.slice(0, sign), value?.slice(sign + 1) ?? null);
    }
  }
  return found;
});

/** The value that is given to a variable; null where it is unknown, undefined where nothing in the file sets it. */
export function settingFor(stage: Stage, at: StepCommand, name: string): string | null | undefined {
  const { assignments, wrappers } = at.command;
  let own = assignments.findLast((each) => each.name === name);
  for (const wrapper of wrappers) own ??= wrapper.assignments.findLast((each) => each.name === name);
  if (own) return own.value?.value ?? null;
  const inScript = setIn(at.script).get(name);
  if (inScript !== undefined) return inScript;
  const outer = stage.variables.at(at.index)(name);
  return outer === undefined || outer === 'unset' ? undefined : outer.text;
}
