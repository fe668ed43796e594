// The ports that an image says it listens to.
import { type PortRange, readPorts } from './ports';
import { type Setting, settingsOf, valueIn } from './settings';
import type { Stage } from './stages';
import type { Word } from './syntax';

export interface ExposedPorts {
  /** Undefined where a variable decides, and for what is no port. */
  readonly range?: PortRange;
  readonly by: Setting;
  readonly word: Word;
}

/** Those of all EXPOSE in force before a step, or at the stage's end: the last instruction first, its words in their order. */
export function exposedPorts(stage: Stage, before?: number): ExposedPorts[] {
  const exposed: ExposedPorts[] = [];
  for (const by of settingsOf(stage, 'EXPOSE', before)) {
    for (const word of by.instruction.args) {
      const value = valueIn(by, word);
      if (!value) exposed.push({ by, word });
      else
        for (const text of value.text.split(/\s+/)) if (text !== '') exposed.push({ range: readPorts(text), by, word });
    }
  }
  return exposed;
}
