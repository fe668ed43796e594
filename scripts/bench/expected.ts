// What has to be found, asked of the engine directly: what a server or a report says of a text is compared with it.
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith, type TextLinter } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { ComposeLinter } from '../../server/src/lint/compose-linter';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import type { Profile } from '../../server/src/lint/profile';
import type { Facts } from '../../server/src/rule/facts';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { everyRule } from '../../server/src/rules/every';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import type { CorpusFile } from '../corpus/files';

type Expectation = (file: CorpusFile) => Analysis;

export const expectation = (profile: Profile): Expectation =>
  expectedOf(new DockerfileLinter({ rules: dockerfileRules, facts: factsNow(), profile }));

export const composeExpectation = (profile: Profile): Expectation =>
  expectedOf(new ComposeLinter({ rules: everyRule, facts: factsNow(), profile }));

/** On the day that it is, as the server and the command line have it. */
const factsNow = (): Facts => ({ images: bundledImageFacts, today: new Date().toISOString().slice(0, 10) });

/** Nothing lies beside a file. */
const expectedOf =
  (linter: TextLinter): Expectation =>
  ({ path, text }) =>
    analyseWith(linter, path, text, EMPTY_FOLDER);
