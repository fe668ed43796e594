// A stage without a name that nothing uses: no build can reach it.

import { stageGraphOf } from '../../dockerfile/stage-graph';
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'unreachable-stage',
  title: 'Stage that no build reaches',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  tag: 'unnecessary',
  references: [{ tally: 'no-unreachable-stages' }],
  docs: {
    why: 'The image is made of the last stage and of what that one is built on and copies from. A stage beside it without a name cannot be asked for with `--target` either: what it does, and checks, never happens.',
    bad: 'FROM golang:1.26.2-alpine\nRUN go build -o /app .\nFROM alpine:3.22\nUSER nobody\n',
    good: 'FROM golang:1.26.2-alpine AS build\nRUN go build -o /app .\nFROM alpine:3.22\nCOPY --from=build /app /app\nUSER nobody\n',
    limits:
      'A stage with a name may be somebody’s `--target`: nothing is said of it. The legacy builder builds all stages.',
  },
  *file(file) {
    if (file.stages.length < 2 || file.problem) return;
    const { uses, reachedFrom } = stageGraphOf(file);
    const reached = reachedFrom();
    const used = new Set(uses.flatMap(({ source }) => ('index' in source ? [source.index] : [])));
    for (const [index, { line, stage }] of file.stages.entries()) {
      const [from] = stage.steps;
      if (!from || !stage.image || stage.name !== undefined || reached.has(index) || used.has(index)) continue;
      yield {
        range: shiftRange(rangeOfWord(from, stage.image), line),
        message: `no build reaches this stage: it has no name, and nothing copies from it; name it or take it out`,
      };
    }
  },
});
