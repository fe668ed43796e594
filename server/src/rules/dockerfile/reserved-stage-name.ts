// A stage with a name that means something else to BuildKit.
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

const RESERVED: ReadonlySet<string> = new Set(['context', 'scratch']);

export default dockerfileRule({
  id: 'reserved-stage-name',
  title: 'Stage with a reserved name',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ buildkit: 'ReservedStageName' }, { hadolint: 'DL3063' }],
  docs: {
    why: '`scratch` is the empty image and `context` are the files of the build. A stage of that name stands in their place: a later `FROM scratch` is no longer empty.',
    bad: 'FROM alpine:3.22 AS scratch\nUSER nobody\n',
    good: 'FROM alpine:3.22 AS base\nUSER nobody\n',
    limits: 'None.',
  },
  *stage({ steps: [from], name }) {
    const word = from?.instruction.args[2];
    if (!from || !word || name === undefined || !RESERVED.has(name)) return;
    yield { range: rangeOfWord(from, word), message: `'${word.text}' is a reserved name; give the stage another one` };
  },
});
