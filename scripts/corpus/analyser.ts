// The engine as the corpus uses it: all rules of one profile, on a file that has nothing beside it.
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { Linter } from '../../server/src/lint/linter';
import type { Profile } from '../../server/src/lint/profile';
import { everyRule } from '../../server/src/rules/every';
import { EMPTY_FOLDER, NO_FILES } from '../../server/src/text/files';
import { TODAY } from '../day';
import { type CorpusFile, kindOfFile } from './files';

export type Analyse = (file: CorpusFile) => Analysis;

export function analyser(profile: Profile, onRuleFailure?: (rule: string, error: unknown) => void): Analyse {
  const facts = { images: bundledImageFacts, today: TODAY };
  const linter = new Linter({ rules: everyRule, facts, profile, onRuleFailure });
  return ({ path, text }) => {
    const kind = kindOfFile(path) ?? 'dockerfile';
    // A file of the corpus was taken out of its repository: Compose would miss what it names, a build's context is unknown.
    return analyseWith(linter.of(kind), path, text, kind === 'compose' ? EMPTY_FOLDER : NO_FILES);
  };
}
