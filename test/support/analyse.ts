// The engine as the tests use it: all rules, the bundled facts, no rule may fail unseen.

import { existsSync, readFileSync } from 'node:fs';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { withLearned } from '../../server/src/image/learned';
import { analyseWith } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { kindOfName } from '../../server/src/lint/file-kind';
import { Linter } from '../../server/src/lint/linter';
import type { Profile } from '../../server/src/lint/profile';
import { readConfiguration } from '../../server/src/lint/read-configuration';
import type { RuleDocs } from '../../server/src/rule/rule';
import { everyRule } from '../../server/src/rules/every';
import { EMPTY_FOLDER, filesIn } from '../../server/src/text/files';

/** What a file is read with beside itself: a configuration, and what registries said. */
export type Surroundings = Pick<RuleDocs, 'configuration' | 'learned' | 'files'>;

const linters = new Map<string, Linter>();

function linterOf(profile: Profile, { configuration, learned }: Surroundings): Linter {
  const key = JSON.stringify([profile, configuration, learned]);
  const policy =
    configuration === undefined
      ? {}
      : readConfiguration(configuration, { uri: '.hullwright.yaml', folder: '', rules: everyRule }).policy;
  const linter =
    linters.get(key) ??
    new Linter({
      ...policy,
      rules: everyRule,
      facts: { images: learned ? withLearned(bundledImageFacts, learned) : bundledImageFacts, today: TODAY },
      profile,
      onRuleFailure: (rule, error) => {
        throw new Error(`rule ${rule} failed`, { cause: error });
      },
    });
  linters.set(key, linter);
  return linter;
}

/** The name says what kind of file it is. */
export function analyse(
  text: string,
  profile: Profile = 'strict',
  uri = 'Dockerfile',
  surroundings: Surroundings = {},
): Analysis {
  const kind = kindOfName(uri.split('/').at(-1) ?? '') ?? 'dockerfile';
  return analyseWith(
    linterOf(profile, surroundings).of(kind),
    uri,
    text,
    surroundings.files ? filesIn('file:///w', surroundings.files) : EMPTY_FOLDER,
  );
}

/** What the fixtures of a rule need beside them and its page does not: by path, in `RULE.files.json`. */
function filesOfFixtures(rule: string): Readonly<Record<string, string>> {
  const path = `test/fixtures/rules/${rule}.files.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** As an example, or a fixture, of that rule is read. */
export const analyseFor = (rule: string, uri = 'Dockerfile'): ((text: string) => Analysis) => {
  const more = filesOfFixtures(rule);
  return (text) => {
    const { configuration, learned, files } = everyRule.find(({ id }) => id === rule)?.docs ?? {};
    return analyse(text, 'strict', uri, { configuration, learned, files: { ...files, ...more } });
  };
};
