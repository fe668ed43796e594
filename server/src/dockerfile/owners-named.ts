// The users and groups that a stage names as owners: chown, chgrp and install in RUN, --chown of COPY and ADD.
import { ownerSet } from '../shell/owners-set';
import { once } from '../text/once';
import { commandsNamed } from './commands';
import { copiesOf } from './copies';
import { lineage, type Stage } from './stages';

/** In a stage itself. */
const ownersIn = once((stage: Stage): ReadonlySet<string> => {
  const texts = [
    ...commandsNamed(stage, ['chown', 'chgrp', 'install']).flatMap((at) => {
      const set = ownerSet(at.command);
      return [set?.owner, set?.group].flatMap((word) => (word && at.valueOf(word)?.text) ?? []);
    }),
    ...copiesOf(stage).flatMap(({ owner }) => owner?.value?.text ?? []),
  ];
  return new Set(texts.flatMap((text) => text.split(/[:.]/)));
});

/** In a stage and in what it is built on. */
export const isNamedOwner = (stage: Stage, name: string): boolean =>
  lineage(stage).some((ancestor) => ownersIn(ancestor).has(name));
