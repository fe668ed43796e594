// WORKDIR that counts from somewhere else.
import { settingOf, stepsNamed } from '../../dockerfile/settings';
import { isWindows } from '../../dockerfile/shell';
import { argumentAt, lineage, rangeOfWord } from '../../dockerfile/stages';
import { workdirAt } from '../../dockerfile/workdir';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'relative-workdir',
  title: 'Relative WORKDIR',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['WORKDIR'],
  references: [
    { hadolint: 'DL3000' },
    { buildkit: 'WorkdirRelativePath' },
    { trivy: 'DS-0009' },
    { checkov: 'CKV_DOCKER_10' },
    { kics: '6b376af8-cfe8-49ab-a08d-f32de23661a4' },
    { sonar: 'S7021' },
  ],
  docs: {
    why: 'A relative WORKDIR counts from the one before, and the first of them from that of the base image: another version of it, and the program lies somewhere else. Write the whole path.',
    bad: 'FROM node:24.4-alpine\nWORKDIR app\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nUSER node\n',
    limits:
      'A WORKDIR that counts from one of a stage of the same file is left alone. The quick fix is offered where the whole path is known.',
  },
  *stage(stage) {
    if (isWindows(stage)) return;
    const inherits = lineage(stage)
      .slice(1)
      .some((ancestor) => stepsNamed(ancestor, 'WORKDIR').length > 0);
    const [first] = stepsNamed(stage, 'WORKDIR');
    for (const index of stepsNamed(stage, 'WORKDIR')) {
      const path = argumentAt(stage, index)?.text;
      const step = stage.steps[index];
      const [word] = step?.instruction.args ?? [];
      if (!step || !word || path === undefined || path === '' || /^(?:\/|\\|[a-zA-Z]:)/.test(path)) continue;
      if (index === first && inherits) continue;
      const whole = workdirAt(stage, index + 1);
      const isFromFile = settingOf(stage, 'WORKDIR', index) !== undefined || stage.base.kind === 'scratch';
      yield {
        range: rangeOfWord(step, word),
        message: `'${path}' counts from another folder; write ${whole === undefined ? 'the whole path' : `'${whole}'`}`,
        fixes: editFix({
          title: `Write the whole path: '${whole ?? ''}'`,
          safety: 'safe',
          delta: { changes: ['WORKDIR'] },
          edits:
            whole !== undefined && isFromFile && word.text === path
              ? [{ range: rangeOfWord(step, word), newText: whole }]
              : undefined,
        }),
      };
    }
  },
});
