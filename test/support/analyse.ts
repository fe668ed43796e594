// The engine as the tests use it: all rules, the bundled facts, no rule may fail unseen.

import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { kindOfName } from '../../server/src/lint/file-kind';
import { Linter } from '../../server/src/lint/linter';
import type { Profile } from '../../server/src/lint/profile';
import { everyRule } from '../../server/src/rules/every';
import { EMPTY_FOLDER } from '../../server/src/text/files';

const linters = new Map<Profile, Linter>();

const linterOf = (profile: Profile): Linter =>
  new Linter({
    rules: everyRule,
    facts: { images: bundledImageFacts, today: TODAY },
    profile,
    onRuleFailure: (rule, error) => {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  });

/** The name says what kind of file it is. */
export function analyse(text: string, profile: Profile = 'strict', uri = 'Dockerfile'): Analysis {
  const linter = linters.get(profile) ?? linterOf(profile);
  linters.set(profile, linter);
  return analyseWith(linter.of(kindOfName(uri.split('/').at(-1) ?? '') ?? 'dockerfile'), uri, text, EMPTY_FOLDER);
}
