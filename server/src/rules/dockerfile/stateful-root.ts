// Root in a container that keeps files for longer than it lives.
import { commandsNamed, rangeOfPart } from '../../dockerfile/commands';
import { copiesOf } from '../../dockerfile/copies';
import { effectiveUser } from '../../dockerfile/effective-user';
import { stepsNamed } from '../../dockerfile/settings';
import { argumentAt, rangeOfWord, type Stage } from '../../dockerfile/stages';
import { userToGoBackTo } from '../../dockerfile/unprivileged-user';
import { baseFact, baseStepsDown, isRoot, mayStepDown, staysRoot } from '../../dockerfile/users';
import type { ImageFacts } from '../../image/facts';
import { dockerfileRule } from '../../rule/rule';
import { runAs } from '../../rule/run-as';
import { readArguments } from '../../shell/options';
import type { Range } from '../../text/range';

export default dockerfileRule({
  id: 'stateful-root',
  title: 'Root writes files that outlive the container',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  supersedes: ['non-numeric-user'],
  references: [{ cwe: 250 }, { tally: 'stateful-root-runtime' }],
  alsoReports: ['missing-user'],
  docs: {
    why: 'What a container writes to a volume stays when it is gone, often on the host itself. A program that was taken over and runs as root leaves files there that belong to root: programs with the setuid bit, changed data, links that lead elsewhere. As another user it can change its own data and nothing else.',
    bad: 'FROM debian:13.1-slim\nVOLUME /var/lib/app\nCMD ["sleep", "infinity"]\n',
    good: 'FROM debian:13.1-slim\nRUN useradd --system app && install -d -o app /var/lib/app\nVOLUME /var/lib/app\nUSER app\nCMD ["sleep", "infinity"]\n',
    limits:
      'Volumes, and what WORKDIR, COPY, ADD and mkdir name below /data, /srv and /var, are taken for files that are kept. One finding for each image. missing-user and root-user say of the same image that it runs as root.',
  },
  *stage(stage, { facts }) {
    if (!stage.isFinal) return;
    const kept = keptFiles(stage);
    if (!kept || !isKnownRoot(stage, facts.images)) return;
    const user = userToGoBackTo(stage, baseFact(stage, facts.images));
    yield {
      range: kept.range,
      message: `'${kept.path}' is kept when the container is gone, and root writes to it; run as '${user.user}'`,
      fixes: runAs(stage, user),
    };
  },
});

const KEPT = /^\/(?:data|srv)(?:\/|$)|^\/var\/(?:lib|log|cache|spool)\/(?!apt\b|dpkg\b|apk\b|yum\b|dnf\b|pip\b)[^/]/;

function keptFiles(stage: Stage): { path: string; range: Range } | undefined {
  for (const index of stepsNamed(stage, 'VOLUME')) {
    const step = stage.steps[index];
    const [word] = step?.instruction.args ?? [];
    if (step && word) return { path: word.text, range: rangeOfWord(step, word) };
  }
  for (const index of stepsNamed(stage, 'WORKDIR')) {
    const [path, step] = [argumentAt(stage, index)?.text, stage.steps[index]];
    const [word] = step?.instruction.args ?? [];
    if (path !== undefined && KEPT.test(path) && step && word) return { path, range: rangeOfWord(step, word) };
  }
  for (const { path, target, step } of copiesOf(stage))
    if (path !== undefined && KEPT.test(path)) return { path, range: rangeOfWord(step, target) };
  for (const at of commandsNamed(stage, ['mkdir'])) {
    const word = readArguments(at.command.args, { short: 'm' }).operands.find(({ value }) => KEPT.test(value ?? ''));
    if (word && at.instruction.name === 'RUN') return { path: word.value ?? word.text, range: rangeOfPart(at, word) };
  }
  return undefined;
}

function isKnownRoot(stage: Stage, images: ImageFacts): boolean {
  const { kind, ...end } = effectiveUser(stage);
  if (kind === 'base') return staysRoot(stage, images) === true;
  const user = 'user' in end ? end.user : undefined;
  return (
    user !== undefined && isRoot(user.text) && !baseStepsDown(stage, baseFact(stage, images)) && !mayStepDown(stage)
  );
}
