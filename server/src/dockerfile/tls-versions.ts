// Where a stage allows old versions of TLS, commands aside: variables, and configuration files it writes.
import { WEAK_VERSION_LINES, weakTlsVariable } from '../shell/tls-versions';
import { variableSteps } from './acting-steps';
import { expandWord } from './expand';
import type { Stage } from './stages';
import { type WeakAssignment, type WeakLine, weakFileLines } from './tls';
import { assignmentsOf } from './variables';

export function* weakVersionAssignments(stage: Stage): Iterable<WeakAssignment> {
  for (const { index, instruction } of variableSteps(stage)) {
    if (!/tls|ssl/i.test(instruction.text)) continue;
    const assignments = assignmentsOf(instruction);
    for (const [position, { name, value }] of assignments.entries()) {
      const known = value && expandWord(value.text, stage.globals.escape, stage.variables.at(index));
      if (known && weakTlsVariable(name.text, known.text))
        yield { index, assignments, position, name: name.text, value: known.text, isPart: true };
    }
  }
}

export const weakVersionLines = (stage: Stage): WeakLine[] => weakFileLines(stage, WEAK_VERSION_LINES);
