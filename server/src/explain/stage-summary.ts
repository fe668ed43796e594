// A stage in one line: what stands above it in an editor that asks for it.
import { effectiveUser, type PlacedStage, type Stage } from '../dockerfile/stages';
import { baseFact } from '../dockerfile/users';
import { visible } from '../report/visible';
import type { Context } from './question';
import { Secrecy } from './secrecy';

export function stageSummary(context: Context, { line, stage }: PlacedStage, next: PlacedStage | undefined): string {
  const end = next?.line ?? context.analysis.lines.length;
  const { findings } = context.analysis;
  const count = findings.filter(({ range: { start } }) => start.line >= line && start.line < end).length;
  return [
    stage.isFinal ? 'final image' : 'builder',
    userText(context, stage),
    baseText(context, stage),
    count === 0 ? 'no findings' : `${count} finding${count === 1 ? '' : 's'}`,
  ].join(' · ');
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
