// Where a stage allows old versions of TLS, commands aside: variables, and configuration files it writes.
import { WEAK_VERSION_LINES, weakTlsVariable } from '../shell/tls-versions';
import { expandWord } from './expand';
import type { Stage } from './stages';
import { actingInstruction } from './syntax';
import { type WeakAssignment, type WeakLine, weakFileLines } from './tls';
import { assignmentsOf } from './variables';

export function* weakVersionAssignments(stage: Stage): Iterable<WeakAssignment> {
  for (const [index, step] of stage.steps.entries()) {
    const own = actingInstruction(step);
    if ((own.name !== 'ENV' && own.name !== 'ARG') || !/tls|ssl/i.test(own.text)) continue;
    const assignments = assignmentsOf(own);
    for (const [position, { name, value }] of assignments.entries()) {
      const known = value && expandWord(value.text, stage.globals.escape, stage.variables.at(index));
      if (known && weakTlsVariable(name.text, known.text))
        yield { index, assignments, position, name: name.text, value: known.text, isPart: true };
    }
  }
}

export const weakVersionLines = (stage: Stage): WeakLine[] => weakFileLines(stage, WEAK_VERSION_LINES);
