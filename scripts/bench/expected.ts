// What has to be found, asked of the engine directly: what a server or a report says of a text is compared with it.
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import type { Profile } from '../../server/src/lint/profile';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import type { CorpusFile } from '../corpus/files';

/** On the day that it is, as the server and the command line have it. */
export function expectation(profile: Profile): (file: CorpusFile) => Analysis {
  const today = new Date().toISOString().slice(0, 10);
  const linter = new DockerfileLinter({ rules: dockerfileRules, facts: { images: bundledImageFacts, today }, profile });
  // Nothing lies beside a file of the corpus.
  return ({ path, text }) => analyseWith(linter, path, text, { read: () => ({ kind: 'missing' }) });
}
