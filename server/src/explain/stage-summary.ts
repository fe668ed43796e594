// A stage in one line: what stands above it in an editor that asks for it.
import { effectiveUser } from '../dockerfile/effective-user';
import type { PlacedStage, Stage } from '../dockerfile/stages';
import { baseFact } from '../dockerfile/users';
import { visible } from '../report/visible';
import type { Finding } from '../rule/finding';
import type { Context } from './question';
import { Secrecy } from './secrecy';

/** In the order of the stages. */
export function stageSummaries(context: Context, stages: readonly PlacedStage[]): string[] {
  const counts = countsOf(context.analysis.findings, stages);
  return stages.map(({ stage }, i) => {
    const count = counts[i] ?? 0;
    return [
      stage.isFinal ? 'final image' : 'builder',
      userText(context, stage),
      baseText(context, stage),
      count === 0 ? 'no findings' : `${count} finding${count === 1 ? '' : 's'}`,
    ].join(' · ');
  });
}

/** Of the findings, which are in the order of their places, how many stand in each stage. */
function countsOf(findings: readonly Finding[], stages: readonly PlacedStage[]): number[] {
  const counts = stages.map(() => 0);
  let at = -1;
  for (const { range } of findings) {
    while ((stages[at + 1]?.line ?? Number.POSITIVE_INFINITY) <= range.start.line) at++;
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function userText({ analysis, facts }: Context, stage: Stage): string {
  const effective = effectiveUser(stage);
  const user = effective.kind === 'instruction' ? effective.user?.text : baseFact(stage, facts.images)?.user;
  const shown = user === undefined ? undefined : Secrecy.of(analysis).shownText(user);
  return shown === undefined ? 'user not known' : `runs as ${visible(shown)}`;
}

function baseText({ analysis }: Context, { base }: Stage): string {
  switch (base.kind) {
    case 'stage':
      return base.stage.name === undefined ? 'on another stage' : `on stage ${visible(base.stage.name)}`;
    case 'scratch':
      return 'on scratch';
    case 'image':
      return `on ${visible(Secrecy.of(analysis).shownText(base.reference.text) ?? base.reference.name)}`;
    case 'unknown':
      return 'base not known';
    default:
      return base satisfies never;
  }
}
