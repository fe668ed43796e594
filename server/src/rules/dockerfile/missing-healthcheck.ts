// An image that does not say how to tell whether its program works.
import { settingOf } from '../../dockerfile/settings';
import { rangeOfWord, rootBase } from '../../dockerfile/stages';
import { startOf } from '../../dockerfile/start';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'missing-healthcheck',
  title: 'No HEALTHCHECK',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  reportsAbsence: true,
  references: [
    { cis: '4.6' },
    { hadolint: 'DL3057' },
    { trivy: 'DS-0026' },
    { checkov: 'CKV_DOCKER_2' },
    { kics: 'b03a748a-542d-44f4-bb86-9199ab4fd2d5' },
    { dockle: 'CIS-DI-0006' },
  ],
  docs: {
    why: 'Without HEALTHCHECK the engine knows whether the program runs, not whether it answers: one that hangs goes on to get requests. Write what tells that it works, with a program that the image has; or `HEALTHCHECK NONE` where something else looks after it, as Kubernetes does with its own probes, or where the program does one job and ends.',
    bad: 'FROM node:24.4-alpine\nUSER node\nCMD ["node", "server.js"]\n',
    good: 'FROM node:24.4-alpine\nUSER node\nHEALTHCHECK CMD ["node", "healthcheck.js"]\nCMD ["node", "server.js"]\n',
    limits: 'Only the image that a build makes is looked at. What its base image brings is not known here.',
  },
  *stage(stage) {
    if (!stage.isFinal || !stage.image || settingOf(stage, 'HEALTHCHECK')) return;
    const { entrypoint, command } = startOf(stage);
    if (rootBase(stage).kind === 'scratch' && !entrypoint && !command) return; // a bag of files for others to copy from
    const [from] = stage.steps;
    if (from)
      yield {
        range: rangeOfWord(from, stage.image),
        message: "nothing tells when the program hangs; add a HEALTHCHECK, or 'HEALTHCHECK NONE'",
      };
  },
});
