// Two stages of one name: only the last one can be meant.
import { rangeOfWord } from '../../dockerfile/stages';
import type { Related } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'duplicate-stage-name',
  title: 'Two stages have the same name',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [
    { buildkit: 'DuplicateStageName' },
    { hadolint: 'DL3024' },
    { trivy: 'DS-0012' },
    { checkov: 'CKV_DOCKER_11' },
    { kics: 'f2daed12-c802-49cd-afed-fe41d0b82fed' },
  ],
  docs: {
    why: 'COPY --from, RUN --mount=from= and `--target` take the last stage of a name, and FROM the last one before it. What was meant for the other one comes from the wrong stage, without a word. Names are the same whatever their case.',
    bad: 'FROM alpine:3.22 AS build\nFROM node:24.4-alpine AS build\nUSER node\n',
    good: 'FROM alpine:3.22 AS tools\nFROM node:24.4-alpine AS build\nUSER node\n',
    limits: 'None.',
  },
  *file({ stages }) {
    const first = new Map<string, Related>();
    for (const { line, stage } of stages) {
      const [from] = stage.steps;
      const word = from?.instruction.args[2];
      if (!from || !word || stage.name === undefined) continue;
      const range = shiftRange(rangeOfWord(from, word), line);
      const other = first.get(stage.name);
      if (!other) first.set(stage.name, { range, message: `the first '${stage.name}'` });
      else
        yield {
          range,
          message: `'${word.text}' is the name of an earlier stage as well, and only the last one counts; take another`,
          related: [other],
        };
    }
  },
});
