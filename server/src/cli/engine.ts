// The engine with the facts that ship, as the command line runs it.
import { stderr } from 'node:process';
import { bundledImageFacts } from '../image/facts';
import { analyseWith } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import { DockerfileLinter } from '../lint/linter';
import type { Profile } from '../lint/profile';
import { visible } from '../report/visible';
import { dockerfileRules } from '../rules/all.generated';

export interface Engine {
  analyse(uri: string, text: string): Analysis;
  /** A rule threw: what was said of the files is not all. */
  hasFailed(): boolean;
}

export function engineFor(profile: Profile): Engine {
  let failures = 0;
  let current = '';
  const linter = new DockerfileLinter({
    rules: dockerfileRules,
    facts: { images: bundledImageFacts },
    profile,
    onRuleFailure(rule, error) {
      failures++;
      stderr.write(`hullwright: the rule ${rule} failed on ${visible(current)}: ${visible(String(error))}\n`);
    },
  });
  return {
    analyse(uri, text) {
      current = uri;
      return analyseWith(linter, uri, text);
    },
    hasFailed: () => failures > 0,
  };
}
