// COPY from a name that is nearly the name of a stage: it means an image of a stranger.

import { isBareName } from '../../dockerfile/image-uses';
import { stageGraphOf } from '../../dockerfile/stage-graph';
import { nearest } from '../../dockerfile/validate/suggest';
import { parseImageReference } from '../../image/reference';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const MIN_LENGTH = 4;

export default dockerfileRule({
  id: 'misspelled-stage-name',
  title: 'Name of a stage with a typing error',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  supersedes: ['copy-from-unknown-stage'],
  references: [{ cwe: 829 }, { hadolint: 'DL3022' }],
  docs: {
    why: 'A name that no stage has is the name of an image: Docker Hub is asked for it, and whoever owns it there puts files into your image.',
    bad: 'FROM golang:1.26.2-alpine AS builder\nFROM node:24.4-alpine\nCOPY --from=bulider /app /app\nUSER node\n',
    good: 'FROM golang:1.26.2-alpine AS builder\nFROM node:24.4-alpine\nCOPY --from=builder /app /app\nUSER node\n',
    limits: 'A build context of that name, which `docker build --build-context` gives, is not seen.',
  },
  *file(file, { facts }) {
    for (const { index, source, range, step } of stageGraphOf(file).uses) {
      if (source.kind !== 'other' || !isBareName(source.name) || source.name.length < MIN_LENGTH) continue;
      const reference = parseImageReference(source.name);
      if (reference && facts.images.of(reference)) continue;
      const earlier = file.stages.slice(0, index).flatMap(({ stage: { name } }) => name ?? []);
      const meant = earlier.length === 0 ? undefined : nearest(source.name.toLowerCase(), earlier);
      if (meant === undefined || isNumbered(meant, source.name)) continue;
      const fix: Fix = {
        title: `Write '${meant}'`,
        safety: 'suggested',
        delta: { changes: [step.instruction.name] },
        edits: () => [{ edits: [{ range, newText: meant }] }],
      };
      yield {
        range,
        message: `no stage is named '${source.name}', so an image is taken; did you mean '${meant}'?`,
        fixes: [fix],
      };
    }
  },
});

/** `build1` and `build2` are two names. */
const isNumbered = (a: string, b: string): boolean => a.replace(/\d/g, '') === b.replace(/\d/g, '');
