// Edits on ENV, ARG and LABEL that take one variable out and leave the others.
import type { TextEdit } from '../text/edit';
import { removeItem } from './list-edits';
import type { Step } from './stages';
import type { Assignment } from './variables';

/** Takes assignment `index` out; the whole step when it has no other. */
export const removeAssignment = (step: Step, assignments: readonly Assignment[], index: number): TextEdit[] =>
  removeItem(
    step,
    assignments.map(({ name, value }) => ({ start: name.start, end: value?.end ?? name.end })),
    index,
  );
