// Private keys that COPY and ADD write from a heredoc: by the target's name.

import { secretFileOf } from '../secrets/secret-files';
import { once } from '../text/once';
import type { Range } from '../text/range';
import { copiesOf } from './copies';
import { rangeOfWord, type Stage, type Step } from './stages';

/** The place is the target's. */
export const keysInHeredocs = once((stage: Stage): readonly { step: Step; index: number; range: Range }[] =>
  copiesOf(stage).flatMap(({ step, index, sources, target, path }) => {
    const isHeredoc =
      sources.length === 1 && step.instruction.heredocs.length === 1 && sources[0]?.text.startsWith('<<');
    const file = isHeredoc && path !== undefined ? secretFileOf(path) : undefined;
    return file?.kind === 'key' && file.isCertain ? [{ step, index, range: rangeOfWord(step, target) }] : [];
  }),
);
