// A rule to begin with. It compiles and passes its tests as it is; what has to be written says TODO.

export const ruleText = (id: string): string => `// TODO: one line on what this rule finds.
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: '${id}',
  title: 'TODO: what is wrong, in a few words',
  // By consequence, never by taste: error | warning | info | hint.
  severity: 'info',
  // 'high' when its findings on the corpus were read: npm run corpus -- --sample ${id} 30
  confidence: 'low',
  category: 'hygiene',
  recommended: false,
  references: [],
  docs: {
    why: 'TODO: what can happen, to whom, and what to write instead.',
    bad: 'FROM alpine:3.22\\nMAINTAINER somebody\\nUSER nobody\\n',
    good: 'FROM alpine:3.22\\nLABEL org.opencontainers.image.authors="somebody"\\nUSER nobody\\n',
    limits: 'TODO: what the rule does not see, and where it says nothing because it cannot know.',
  },
  *stage(stage) {
    for (const step of stage.steps) {
      // TODO: what the rule looks for. Where something is unknown, it says nothing.
      const [author] = step.instruction.args;
      if (step.instruction.name !== 'MAINTAINER' || !author) continue;
      yield {
        range: rangeOfWord(step, author),
        message: \`'\${author.text}' TODO: what is wrong here; what to write\`,
      };
    }
  },
});
`;

export const fixtureText = (id: string): string => `FROM alpine:3.22
MAINTAINER somebody
#~         ^^^^^^^^ info ${id}: 'somebody' TODO: what is wrong here; what to write
LABEL org.opencontainers.image.authors="somebody"
USER nobody
`;
