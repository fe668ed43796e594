// The engine as the tests use it: all rules, the bundled facts, no rule may fail unseen.

import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import type { Profile } from '../../server/src/lint/profile';
import { dockerfileRules } from '../../server/src/rules/all.generated';

export const analyse = (text: string, profile: Profile = 'strict', uri = 'Dockerfile'): Analysis =>
  analyseDockerfile(uri, text, {
    rules: dockerfileRules,
    facts: { images: bundledImageFacts, today: TODAY },
    profile,
    onRuleFailure: (rule, error) => {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  });
