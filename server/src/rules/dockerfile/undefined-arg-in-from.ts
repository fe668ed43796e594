// FROM with a variable that no ARG before the first FROM declares: it is empty, whatever the build gives.
import { declaredIn, undeclaredIn } from '../../dockerfile/from-variables';
import { platformFlag } from '../../dockerfile/platform-flag';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import type { Word } from '../../dockerfile/syntax';
import { nearest } from '../../dockerfile/validate/suggest';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const PLATFORM = ['BUILDPLATFORM', 'BUILDARCH', 'BUILDOS', 'TARGETPLATFORM', 'TARGETARCH', 'TARGETOS', 'TARGETVARIANT'];

export default dockerfileRule({
  id: 'undefined-arg-in-from',
  title: 'FROM with a variable that is never set',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  supersedes: ['end-of-life-base', 'invalid-image-reference', 'unpinned-base-image'],
  references: [{ buildkit: 'UndefinedArgInFrom' }],
  docs: {
    why: 'FROM sees the ARGs that stand before the first FROM, and those that BuildKit sets for platforms. Any other variable is empty there, even if `--build-arg` gives it: the build takes another image than the one that is meant, or stops.',
    bad: 'ARG VERSION=24.4-alpine\nFROM node:24.4${VERSIN}\nUSER node\n',
    good: 'ARG VERSION=24.4-alpine\nFROM node:${VERSION}\nUSER node\n',
    limits: 'A variable with a default of its own, `${VERSION:-24}`, is left alone.',
  },
  *stage(stage) {
    const [from] = stage.steps;
    const { image, globals } = stage;
    if (!from || !image) return;
    const words = [image, platformFlag(stage)?.value ?? []].flat();
    for (const name of words.flatMap((word) => undeclaredIn(from.instruction, word, globals))) {
      const meant = nearest(name.text, [...declaredIn(globals), ...PLATFORM]);
      const advice = meant === undefined ? `add 'ARG ${name.text}' before the first FROM` : `did you mean '${meant}'?`;
      yield {
        range: rangeOfWord(from, name),
        message: `'$${name.text}' is empty: no ARG before the first FROM declares it; ${advice}`,
        fixes: meant === undefined ? [] : [rename(from, name, meant)],
      };
    }
  },
});

const rename = (from: Step, name: Word, meant: string): Fix => ({
  title: `Use '$${meant}'`,
  safety: 'suggested',
  delta: { changes: ['FROM'] },
  edits: () => [{ edits: [{ range: rangeOfWord(from, name), newText: meant }] }],
});
