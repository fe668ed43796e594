// The final image runs as root because its last USER says so.
import { effectiveUser } from '../../dockerfile/effective-user';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import { lastStepAsRoot, needsRootBehind, userToGoBackTo } from '../../dockerfile/unprivileged-user';
import { baseFact, baseStepsDown, isRoot, mayStepDown } from '../../dockerfile/users';
import type { ImageFact } from '../../image/facts';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'root-user',
  title: 'The last USER is root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  supersedes: ['non-numeric-user'],
  references: [
    { cis: '4.1' },
    { cwe: 250 },
    { hadolint: 'DL3002' },
    { trivy: 'DS-0002' },
    { checkov: 'CKV_DOCKER_8' },
    { kics: '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae' },
    { semgrep: 'dockerfile.security.last-user-is-root.last-user-is-root' },
    { sonar: 'S6471' },
    { dockle: 'CIS-DI-0001' },
    { tally: 'stateful-root-runtime' },
  ],
  docs: {
    why: 'The last USER of the image is the user that every container starts as. Where it is root, whoever breaks out of the program is root in the container, and one flaw in the kernel or one mount too many away from being root on the host. `USER root` in the middle is fine for the steps that need it: another USER has to follow.',
    bad: 'FROM node:24.4-alpine\nUSER root\nRUN mkdir /opt/app\nCMD ["node", "server.js"]\n',
    good: 'FROM node:24.4-alpine\nUSER root\nRUN mkdir /opt/app\nUSER node\nCMD ["node", "server.js"]\n',
    limits:
      'Only the image that a build makes is looked at, through all local stages that it is built on; stages that build are free to be root. Nothing is said where a variable without a default decides, where the entrypoint of the base image drops root by itself, or where a program such as gosu or su-exec is at hand. The fix knows directories that VOLUME and mkdir name, not those that a program writes to without being told here.',
  },
  *stage(stage, { facts }) {
    const [from] = stage.steps;
    if (!stage.isFinal || !from || !stage.image) return;
    const last = effectiveUser(stage);
    if (last.kind !== 'instruction' || !last.user || !isRoot(last.user.text)) return;
    const fact = baseFact(stage, facts.images);
    if (baseStepsDown(stage, fact) || mayStepDown(stage)) return;
    const isOwn = last.stage === stage;
    const word = last.step.instruction.args[0];
    yield {
      range: isOwn && word ? rangeOfWord(last.step, word) : rangeOfWord(from, stage.image),
      message: isOwn
        ? `'USER ${word?.text ?? ''}' is the last one: the image runs as root; let another user follow`
        : `'${stage.image.text}' ${leaves(last.step)}; let another user follow`,
      fixes: fixesOf(stage, fact, isOwn ? last.step : undefined),
    };
  },
});

/** How what the image is built on makes it root. */
const leaves = ({ instruction }: Step): string =>
  instruction.trigger
    ? 'makes this image root by ONBUILD USER'
    : 'ends with a USER that is root, and so does this image';

function fixesOf(stage: Stage, fact: ImageFact | undefined, own: Step | undefined): Fix[] {
  const after = lastStepAsRoot(stage);
  const word = own?.instruction.args[0];
  const { user, setUp, isNew } = userToGoBackTo(stage, fact);
  if (own && word && setUp.length === 0 && !needsRootBehind(stage, stage.steps.indexOf(own))) {
    const edits = [{ range: rangeOfWord(own, word), newText: user }];
    const delta = { changes: ['USER'] };
    return [{ title: `Run as '${user}'`, safety: 'suggested', delta, edits: () => [{ edits }] }];
  }
  if (!after || after.instruction.open) return [];
  const run = setUp.length === 0 ? '' : `RUN ${setUp.join(' \\\n && ')}\n`;
  const line = after.line + after.instruction.lineCount;
  return [
    {
      title: isNew ? `Make a user '${user}' and run as it` : `Go on as '${user}' behind the last step that needs root`,
      safety: 'suggested',
      delta: { adds: run ? ['RUN', 'USER'] : ['USER'] },
      edits: () => [{ edits: [{ range: rangeOf(line, 0, line, 0), newText: `${run}USER ${user}\n` }] }],
    },
  ];
}
