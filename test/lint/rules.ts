// Rules made by hand for the tests of configuration and suppression: they say what they are asked to say.
import { rangeOfWord } from '../../server/src/dockerfile/stages';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import type { Configuration } from '../../server/src/lint/configuration';
import { type DockerfileRule, dockerfileRule, type Reference } from '../../server/src/rule/rule';

interface Made {
  readonly references?: readonly Reference[];
  readonly aliases?: readonly string[];
  readonly recommended?: boolean;
  readonly reportsAbsence?: boolean;
}

/** Reports each instruction of that name, at its keyword. */
export const onEach = (id: string, keyword: string, made: Made = {}): DockerfileRule =>
  dockerfileRule({
    id,
    title: id,
    severity: 'warning',
    confidence: 'high',
    category: 'hygiene',
    recommended: true,
    references: [],
    docs: { why: '', bad: '', good: '', limits: '' },
    ...made,
    *stage(stage) {
      for (const step of stage.steps) {
        if (step.instruction.name !== keyword) continue;
        yield { range: rangeOfWord(step, step.instruction.keyword), message: `this is ${keyword}` };
      }
    },
  });

export interface AnalyseOptions extends Partial<Configuration> {
  readonly rules: readonly DockerfileRule[];
  readonly today?: string;
  readonly uri?: string;
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

export const analyseBy = (
  text: string,
  { today, uri = 'file:///w/Dockerfile', ...options }: AnalyseOptions,
): Analysis =>
  analyseDockerfile(uri, text, { profile: 'recommended', ...options, facts: { images: bundledImageFacts, today } });

/** One line for each finding: its line, counted from 1, how bad it is, and its rule. */
export const shown = ({ findings }: Pick<Analysis, 'findings'>): string[] =>
  findings.map(({ range, severity, rule }) => `${range.start.line + 1} ${severity} ${rule}`);
