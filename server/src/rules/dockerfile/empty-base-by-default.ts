// FROM that names no image as long as the build gives no value for an ARG.
import { expandWord, type Lookup } from '../../dockerfile/expand';
import { declaredIn, undeclaredIn } from '../../dockerfile/from-variables';
import { rangeOfWord } from '../../dockerfile/stages';
import { parseImageReference } from '../../image/reference';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'empty-base-by-default',
  title: 'FROM names no image by default',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ buildkit: 'InvalidDefaultArgInFrom' }],
  docs: {
    why: 'Without a `--build-arg` the ARG is empty, or its default makes no image reference, and `docker build` stops with a message that does not say so. A default that works makes the file build for everybody, and lets scanners see which image is meant.',
    bad: 'ARG VERSION\nFROM node:${VERSION}\nUSER node\n',
    good: 'ARG VERSION=24.4-alpine\nFROM node:${VERSION}\nUSER node\n',
    limits: 'Some files leave the choice to whoever builds on purpose.',
  },
  *stage({ steps: [from], image, base, globals }) {
    if (!from || !image || base.kind !== 'unknown' || !image.text.includes('$')) return;
    if (undeclaredIn(from.instruction, image, globals).length > 0) return;
    const value = expandWord(image.text, globals.escape, byDefault(globals.lookup, declaredIn(globals)));
    if (!value || (value.text !== '' && parseImageReference(value.text))) return;
    yield {
      range: rangeOfWord(from, image),
      message: `'${image.text}' names no image unless the build gives a value; give the ARG a default`,
    };
  },
});

const byDefault =
  (lookup: Lookup, declared: ReadonlySet<string>): Lookup =>
  (name) => {
    const value = lookup(name);
    return value === undefined && declared.has(name) ? 'unset' : value;
  };
