// Edits on ENV, ARG and LABEL that take one variable out and leave the others.
import type { TextEdit } from '../text/edit';
import { removeItem } from './list-edits';
import type { Step } from './stages';
import type { Assignment } from './variables';

/** Takes assignment `index` out; the whole step when it has no other. Looks at no more than its neighbours. */
export function removeAssignment(step: Step, assignments: readonly Assignment[], index: number): TextEdit[] {
  const first = Math.max(0, index - 1);
  const near = assignments.slice(first, index + 2);
  const places = near.map(({ name, value }) => ({ start: name.start, end: value?.end ?? name.end }));
  return removeItem(step, places, index - first);
}
