// A stage that needs files of itself: BuildKit refuses the build.
import { stageGraphOf } from '../../dockerfile/stage-graph';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'copy-from-own-stage',
  title: 'A stage takes files from itself',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ hadolint: 'DL3023' }, { trivy: 'DS-0006' }, { kics: 'cdddb86f-95f6-4fc4-b5a1-483d9afceb2b' }],
  docs: {
    why: 'A stage cannot take files from what it makes: the build stops with "circular dependency detected". What is meant is another stage, or a `cp` in a RUN. Two stages of one name, or names that differ in case alone, lead here as well.',
    bad: 'FROM node:24.4-alpine AS build\nCOPY --from=build /app /app\nUSER node\n',
    good: 'FROM node:24.4-alpine AS build\nFROM node:24.4-alpine\nCOPY --from=build /app /app\nUSER node\n',
    limits: 'What ONBUILD delays is left alone: another file runs it.',
  },
  *file(file) {
    for (const { index, source, range, isDelayed } of stageGraphOf(file).uses) {
      if (isDelayed || source.kind !== 'later' || source.index !== index) continue;
      yield { range, message: `the stage takes files from itself, which no build can do; name another stage` };
    }
  },
});
