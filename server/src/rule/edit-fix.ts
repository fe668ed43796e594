// A fix of a few edits, which changes one instruction or takes it out: most fixes are no more.
import type { TextEdit } from '../text/edit';
import type { Delta, Fix, FixSafety } from './finding';

export interface EditFix {
  readonly title: string;
  readonly delta: Delta;
  /** None: there is no fix. */
  readonly edits: readonly TextEdit[] | undefined;
  readonly safety?: FixSafety;
}

export const editFix = ({ title, delta, edits, safety = 'suggested' }: EditFix): Fix[] =>
  edits && edits.length > 0 ? [{ title, safety, delta, edits: () => [{ edits }] }] : [];
