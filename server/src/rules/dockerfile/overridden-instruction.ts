// CMD, ENTRYPOINT and HEALTHCHECK that a later one of the same stage takes back.
import { hasInnerComments, removeStep } from '../../dockerfile/list-edits';
import { stepsNamed } from '../../dockerfile/settings';
import { rangeOfWord } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'overridden-instruction',
  title: 'Only the last one counts',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  tag: 'unnecessary',
  references: [
    { hadolint: 'DL3012' },
    { hadolint: 'DL4003' },
    { hadolint: 'DL4004' },
    { buildkit: 'MultipleInstructionsDisallowed' },
    { trivy: 'DS-0007' },
    { trivy: 'DS-0016' },
    { trivy: 'DS-0023' },
    { kics: '41c195f4-fc31-4a5c-8a1b-90605538d49f' },
    { kics: '6938958b-3f1a-451c-909b-baeee14bdc97' },
    { semgrep: 'dockerfile.correctness.multiple-entrypoint-instructions.multiple-entrypoint-instructions' },
    { sonar: 'S6589' },
  ],
  docs: {
    why: 'Of several CMD in one stage the last one counts, and so it is with ENTRYPOINT and HEALTHCHECK. What stands above is not run, however much it looks like it: a check that was meant to be there is not.',
    bad: 'FROM node:24.4-alpine\nUSER node\nCMD ["node", "setup.js"]\nCMD ["node", "server.js"]\n',
    good: 'FROM node:24.4-alpine\nUSER node\nCMD ["node", "server.js"]\n',
    limits: 'What another stage, or ONBUILD, sets is another matter.',
  },
  *stage(stage) {
    for (const name of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
      for (const index of stepsNamed(stage, name).slice(0, -1)) {
        const step = stage.steps[index];
        if (!step) continue;
        yield {
          range: rangeOfWord(step, step.instruction.keyword),
          message: `this ${name} does nothing: the last one of the stage counts; take it out`,
          fixes: editFix({
            title: `Take the ${name} out that does nothing`,
            safety: 'safe',
            delta: { removes: [name] },
            edits: hasInnerComments(step) ? undefined : [removeStep(step)],
          }),
        };
      }
    }
  },
});
