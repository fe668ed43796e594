// The image that is made holds the compilers that it was made with.
import { rangeOfWord, rootBase } from '../../dockerfile/stages';
import { lighterThan } from '../../image/lighter-bases';
import { dockerfileRule } from '../../rule/rule';

const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT']);

export default dockerfileRule({
  id: 'toolchain-in-image',
  title: 'Compilers and build tools in the final image',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cis: '4.3' }, { cwe: 1104 }, { tally: 'prefer-multi-stage-build' }],
  docs: {
    why: 'A running program needs no compiler, no headers and no package manager of its language. They are hundreds of packages with flaws of their own, and tools for whoever gets in. Build in one stage, copy what came out into a lighter one:\n\n```dockerfile\nFROM golang:1.26-alpine AS build\nRUN go build -o /app .\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n```',
    bad: 'FROM golang:1.26.2-alpine\nCOPY . .\nRUN go build -o /app .\nUSER nobody\nENTRYPOINT ["/app"]\n',
    good: 'FROM golang:1.26.2-alpine AS build\nRUN go build -o /app .\nFROM alpine:3.22\nCOPY --from=build /app /app\nUSER nobody\nENTRYPOINT ["/app"]\n',
    limits:
      'Only images that are made to start something count, so not those that are tools themselves; some of these start something as well. Known are the images of common languages, of CUDA and of Java; Python and Node.js need their whole image to run.',
  },
  *stage(stage) {
    const [from] = stage.steps;
    if (!stage.isFinal || !from || !stage.image) return;
    if (!stage.steps.some(({ instruction }) => STARTS.has(instruction.name))) return;
    const base = rootBase(stage);
    const lighter = base.kind === 'image' ? lighterThan(base.reference) : undefined;
    if (base.kind !== 'image' || lighter === undefined) return;
    yield {
      range: rangeOfWord(from, stage.image),
      message: `'${base.reference.text.replace(/@.*$/, '')}' brings its build tools into the image; copy what it builds to ${lighter}`,
    };
  },
});
