// The users and groups that a stage names as owners: chown, chgrp and install in RUN, --chown of COPY and ADD.

import { ownerSet } from '../shell/owners-set';
import { Kept } from '../text/kept';
import { commandsNamed } from './commands';
import { copiesOf } from './copies';
import { lineage, type Stage } from './stages';

const known = new Kept<Stage, ReadonlySet<string>>();

/** In a stage itself. */
function ownersIn(stage: Stage): ReadonlySet<string> {
  let owners = known.get(stage);
  if (!owners) {
    const texts = [
      ...commandsNamed(stage, ['chown', 'chgrp', 'install']).flatMap((at) => {
        const set = ownerSet(at.command);
        return [set?.owner, set?.group].flatMap((word) => (word && at.valueOf(word)?.text) ?? []);
      }),
      ...copiesOf(stage).flatMap(({ owner }) => owner?.value?.text ?? []),
    ];
    owners = new Set(texts.flatMap((text) => text.split(/[:.]/)));
    known.set(stage, owners);
  }
  return owners;
}

/** In a stage and in what it is built on. */
export const isNamedOwner = (stage: Stage, name: string): boolean =>
  lineage(stage).some((ancestor) => ownersIn(ancestor).has(name));
