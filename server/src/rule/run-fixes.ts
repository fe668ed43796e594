// A fix of a command that starts a container: an option taken out.
import type { RunOption } from '../script/container-run';
import { editFix } from './edit-fix';
import type { Fix } from './finding';

export const takeOption = ({ name, removal }: RunOption): Fix[] =>
  editFix({
    title: `Take --${name} out`,
    delta: { removes: [name] },
    edits: removal && [removal],
  });
