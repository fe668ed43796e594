// COPY of everything that another stage or image holds.
import { copiesOf } from '../../dockerfile/copies';
import { rangeOfWord } from '../../dockerfile/stages';
import { normalPath } from '../../dockerfile/workdir';
import { dockerfileRule } from '../../rule/rule';

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
      'Some do it to have an image of one layer. Then it is what they want: silence the finding there. What the stage left out of the layers before is not known.',
  },
  *stage(stage) {
    for (const { step, from, sources, sourceTexts } of copiesOf(stage)) {
      if (!from) continue;
      for (const [index, word] of sources.entries()) {
        const text = sourceTexts[index];
        if (text === undefined || !isRoot(text)) continue;
        yield {
          range: rangeOfWord(step, word),
          message: `'${text}' brings everything that '${from.text}' holds into this stage; name the folders that it needs`,
        };
      }
    }
  },
});

/** A source counts from the root of the stage. */
const isRoot = (text: string): boolean =>
  normalPath(`/${text.replace(/\/\*{1,2}$/, '/')}`) === '/' && text !== '*' && text !== '';
