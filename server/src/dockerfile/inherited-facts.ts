// Facts that a stage takes over from the stage it is built on, each made once.
import { Kept } from '../text/kept';
import type { Stage } from './stages';
import { MAX_LINEAGE } from './variables';

/** `own` makes a stage's fact out of that of its base, which is undefined where no local stage is the base. */
export function inherited<Fact>(own: (stage: Stage, base: Fact | undefined) => Fact): (stage: Stage) => Fact {
  const known = new Kept<Stage, { readonly fact: Fact }>();
  return (stage) => {
    const before = known.get(stage);
    if (before) return before.fact;
    const open: Stage[] = [];
    let at: Stage | undefined = stage;
    while (at && !known.has(at) && open.length < MAX_LINEAGE) {
      open.push(at);
      at = at.base.kind === 'stage' ? at.base.stage : undefined;
    }
    let fact = at && known.get(at)?.fact;
    for (const each of open.reverse()) {
      fact = own(each, fact);
      known.set(each, { fact });
    }
    return fact as Fact;
  };
}
