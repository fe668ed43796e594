// COPY from a stage by its number.

import { type StageUse, stageGraphOf } from '../../dockerfile/stage-graph';
import type { PlacedStage } from '../../dockerfile/stages';
import { rangeOfWord } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { TextEdit } from '../../text/edit';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'numbered-stage-source',
  title: 'Files from a stage by its number',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ kics: '68a51e22-ae5a-4d48-8e87-b01a323605c9' }],
  docs: {
    why: 'A number counts stages from the top of the file: a stage that is put in between moves all of them, and the files come from another one without a word.',
    bad: 'FROM golang:1.26.2-alpine\nFROM node:24.4-alpine\nCOPY --from=0 /app /app\nUSER node\n',
    good: 'FROM golang:1.26.2-alpine AS build\nFROM node:24.4-alpine\nCOPY --from=build /app /app\nUSER node\n',
    limits: 'None.',
  },
  *file(file) {
    const { uses, target } = stageGraphOf(file);
    for (const use of uses) {
      const { how, source, range, by, step } = use;
      if (how !== 'COPY' || source.kind !== 'stage') continue;
      const written = file.syntax.lines[range.start.line]?.slice(range.start.character, range.end.character) ?? '';
      if (!/^\d+$/.test(written)) continue;
      const name = source.stage.stage.name ?? `stage-${source.index}`;
      const isFree = target(name) === (source.stage.stage.name === undefined ? undefined : source.index);
      yield {
        range,
        message: `'${written}' counts stages, and means another one when a stage is added; name the stage`,
        fixes: isFree && by !== source.stage ? fixOf(use, source.stage, name, step.instruction.name) : [],
      };
    }
  },
});

function fixOf({ range }: StageUse, { line, stage }: PlacedStage, name: string, keyword: string): Fix[] {
  const use: TextEdit = { range, newText: name };
  const safe = { safety: 'safe', title: `Write '${name}'` } as const;
  if (stage.name !== undefined) return [{ ...safe, delta: { changes: [keyword] }, edits: () => [{ edits: [use] }] }];
  const [from] = stage.steps;
  if (!from || !stage.image || from.instruction.open) return [];
  const { end } = shiftRange(rangeOfWord(from, stage.image), line);
  const named: TextEdit = { range: { start: end, end }, newText: ` AS ${name}` };
  return [
    {
      title: `Name the stage '${name}'`,
      safety: 'safe',
      delta: { changes: [...new Set(['FROM', keyword])] },
      edits: () => [{ edits: [named, use] }],
    },
  ];
}
