// A stage that needs files of one that is not built yet.
import { stageGraphOf } from '../../dockerfile/stage-graph';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'copy-from-later-stage',
  title: 'Files of a stage that comes later',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ hadolint: 'DL3022' }],
  docs: {
    why: 'Stages are built in the order of the file: one that stands below has no files yet, and the build stops.',
    bad: 'FROM node:24.4-alpine AS web\nCOPY --from=build /app /app\nUSER node\nFROM golang:1.26.2-alpine AS build\nFROM web\n',
    good: 'FROM golang:1.26.2-alpine AS build\nFROM node:24.4-alpine\nCOPY --from=build /app /app\nUSER node\n',
    limits: 'What ONBUILD delays is left alone: another file runs it.',
  },
  *file(file) {
    for (const { index, source, range, isDelayed } of stageGraphOf(file).uses) {
      if (isDelayed || source.kind === 'other' || source.kind === 'stage') continue;
      if (source.kind === 'refused')
        yield {
          range,
          message: source.name.includes('$')
            ? `'${source.name}' is a variable, which is not expanded here; name a stage that is FROM it`
            : `there is no stage ${source.name}; the file has ${file.stages.length}, counted from 0`,
        };
      else if (source.index !== index)
        yield { range, message: `this stage comes later in the file and has no files yet; move it up` };
    }
  },
});
