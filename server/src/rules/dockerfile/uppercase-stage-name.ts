// A stage name that BuildKit keeps in another case than it is written in.

import type { Dockerfile } from '../../dockerfile/model';
import { stageGraphOf } from '../../dockerfile/stage-graph';
import { rangeOfWord } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { TextEdit } from '../../text/edit';
import { type Range, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'uppercase-stage-name',
  title: 'Stage name with capitals',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ buildkit: 'StageNameCasing' }],
  docs: {
    why: 'BuildKit keeps the names of stages in lower case. `COPY --from=Base` finds `base` all the same, but `FROM Base` does not: the build stops, and says that the name of an image must be in lower case.',
    bad: 'FROM node:24.4-alpine AS Build\nUSER node\n',
    good: 'FROM node:24.4-alpine AS build\nUSER node\n',
    limits: 'None.',
  },
  *file(file) {
    for (const [index, { line, stage }] of file.stages.entries()) {
      const [from] = stage.steps;
      const word = from?.instruction.args[2];
      if (!from || !word || stage.name === undefined || stage.name === word.text) continue;
      const range = shiftRange(rangeOfWord(from, word), line);
      yield {
        range,
        message: `BuildKit keeps '${word.text}' as '${stage.name}', and a FROM does not find it otherwise; write it so`,
        fixes: range.start.line === range.end.line ? [lowerCase(file, index, word.text, range)] : [],
      };
    }
  },
});

/** The name, and where COPY and mounts say it in the same way. */
function lowerCase(file: Dockerfile, index: number, written: string, range: Range): Fix {
  const newText = written.toLowerCase();
  const uses = stageGraphOf(file).uses.filter(
    ({ how, source, range: { start, end } }) =>
      how !== 'FROM' &&
      (source.kind === 'stage' || source.kind === 'later') &&
      source.index === index &&
      start.line === end.line &&
      file.syntax.lines[start.line]?.slice(start.character, end.character) === written,
  );
  return {
    title: `Write '${newText}'`,
    safety: 'safe',
    delta: { changes: ['FROM', ...new Set(uses.map(({ step }) => step.instruction.name))] },
    edits: () => [
      { edits: [range, ...uses.map((use) => use.range)].map((each): TextEdit => ({ range: each, newText })) },
    ],
  };
}
