// A label that says another digest of the base image than FROM does.
import { rangeOfWord, rootBase } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const LABEL = 'org.opencontainers.image.base.digest';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

export default dockerfileRule({
  id: 'stale-base-digest',
  title: 'Label with the digest of another base image',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: ['LABEL'],
  references: [{ tally: 'labels/no-stale-base-digest' }],
  docs: {
    why: 'Scanners and bots take the label `org.opencontainers.image.base.digest` for the truth about what an image is built on: they look for the flaws of another image, or see no update.',
    bad: 'FROM node:24.4-alpine@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9\nLABEL org.opencontainers.image.base.digest="sha256:0000000000000000000000000000000000000000000000000000000000000000"\nUSER node\n',
    good: 'FROM node:24.4-alpine@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9\nLABEL org.opencontainers.image.base.digest="sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9"\nUSER node\n',
    limits:
      'Where FROM has no digest, a digest that is written into the label is reported too: it stays when the tag moves.',
  },
  *stage(stage) {
    const base = rootBase(stage);
    if (base.kind !== 'image') return;
    const { digest } = base.reference;
    for (const step of stage.steps) {
      const { name, args, text } = step.instruction;
      if (name !== 'LABEL') continue;
      const at = args.findIndex(({ text: key }, index) => index % 3 === 0 && key.replace(/["']/g, '') === LABEL);
      const value = at < 0 ? undefined : args[at + 1];
      const written = value?.text.replace(/["']/g, '') ?? '';
      if (!value || !DIGEST.test(written) || written === digest) continue;
      const start = text.indexOf(written, value.start);
      const range = rangeOfWord(step, start < 0 ? value : { start, end: start + written.length });
      const fix: Fix[] =
        digest === undefined || start < 0
          ? []
          : [
              {
                title: 'Write the digest of FROM',
                safety: 'suggested',
                delta: { changes: ['LABEL'] },
                edits: () => [{ edits: [{ range, newText: digest }] }],
              },
            ];
      yield {
        range,
        message:
          digest === undefined
            ? `the label names a digest, but FROM does not, and its tag can move; pin '${base.reference.text}'`
            : 'the label names another digest than FROM does; write the same',
        fixes: fix,
      };
    }
  },
});
