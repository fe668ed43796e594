// COPY of everything that another stage or image holds.
import { copiesOf } from '../../dockerfile/copies';
import { type PlacedStage, rangeOfWord, type Stage } from '../../dockerfile/stages';
import { normalPath } from '../../dockerfile/workdir';
import { dockerfileRule } from '../../rule/rule';
import { once } from '../../text/once';
import { type Range, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'copied-filesystem',
  title: 'COPY of a whole file system',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  references: [{ cwe: 200 }, { hadolint: 'DL3067' }],
  docs: {
    why: 'A stage that builds holds more than the program: sources, tools, caches, configuration with tokens, keys that were only for the build. `COPY --from=build / /` brings all of it into the image. Name what the program needs; or, if it is everything, build on that stage, and others can see what the image is made of: `FROM build`.',
    bad: 'FROM node:24.4-alpine AS build\nRUN npm run build\nFROM scratch\nCOPY --from=build / /\nUSER 65532\n',
    good: 'FROM node:24.4-alpine AS build\nRUN npm run build\nFROM node:24.4-alpine\nCOPY --from=build /src/dist /app\nUSER node\n',
    limits:
      'An image that somebody published, or a stage that is one and no more, is left alone: such images are made to be copied. Some do it to have an image of one layer. Then it is what they want: silence the finding there.',
  },
  *file({ stages }) {
    for (const { stage, line } of stages) {
      for (const { range, text, from } of rootCopies(stage)) {
        if (holdsNothingOwn(stages, from)) continue;
        yield {
          range: shiftRange(range, line),
          message: `'${text}' brings everything that '${from}' holds into this stage; name the folders that it needs`,
        };
      }
    }
  },
});

interface RootCopy {
  readonly range: Range;
  readonly text: string;
  readonly from: string;
}

const rootCopies = once((stage: Stage): readonly RootCopy[] =>
  copiesOf(stage).flatMap(({ step, from, sources, sourceTexts }) =>
    sources.flatMap((word, index) => {
      const text = sourceTexts[index];
      return from && text !== undefined && isRoot(text)
        ? [{ range: rangeOfWord(step, word), text, from: from.text }]
        : [];
    }),
  ),
);

/** A source counts from the root of the stage. */
const isRoot = (text: string): boolean =>
  text !== '' && text !== '*' && normalPath(`/${text.replace(/\/\*{1,2}$/, '/')}`) === '/';

/** An image, a stage that is one and no more, or one that files were put into one by one: made to be copied. */
function holdsNothingOwn(stages: readonly PlacedStage[], from: string): boolean {
  const name = from.toLowerCase();
  const stage = /^\d+$/.test(name) ? stages[Number(name)] : stages.find((placed) => placed.stage.name === name);
  if (!stage) return /[/:.@]/.test(name);
  const { base, steps } = stage.stage;
  if (base.kind === 'scratch') return steps.every(({ instruction }) => instruction.name !== 'RUN');
  return base.kind === 'image' && steps.length === 1;
}
