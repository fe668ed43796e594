// What is made of a step of a stage, looked up by its index and read when it is first asked for.
import { once } from '../text/once';
import type { Stage } from './stages';

export function oncePerStep<Fact>(
  make: (stage: Stage, index: number) => NonNullable<Fact>,
): (stage: Stage, index: number) => Fact {
  const factsOf = once((_: Stage): NonNullable<Fact>[] => []);
  return (stage, index) => {
    const facts = factsOf(stage);
    facts[index] ??= make(stage, index);
    return facts[index];
  };
}
