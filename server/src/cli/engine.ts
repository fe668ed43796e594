// The engine with the facts that ship, as the command line runs it.
import { stderr } from 'node:process';
import { bundledImageFacts } from '../image/facts';
import { analyseWith } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import type { Configuration } from '../lint/configuration';
import { DockerfileLinter } from '../lint/dockerfile-linter';
import { visible } from '../report/visible';
import { dockerfileRules } from '../rules/all.generated';
import { analyseAmong, Surroundings } from '../workspace/surroundings';
import { type ConfigurationOf, type ConfigurationOptions, configurationsFor } from './configuration';
import { blockingFileSystem } from './node-file-system';
import { roots } from './roots';

export interface Engine {
  readonly configurationOf: ConfigurationOf;
  /** What analyses a file, by the configuration that holds for it, among the files that `analyse` has read. */
  analyserOf(uri: string): Promise<(text: string) => Analysis>;
  analyse(uri: string, text: string): Promise<Analysis>;
  /** A rule threw: what was said of the files is not all. */
  hasFailed(): boolean;
}

export async function engineFor(options: ConfigurationOptions): Promise<Engine> {
  const today = new Date().toISOString().slice(0, 10);
  const configurationOf = await configurationsFor(options, today);
  const linters = new Map<Configuration, DockerfileLinter>();
  const surroundings = new Surroundings({ fs: blockingFileSystem, rootOf: roots() });
  let failures = 0;
  let current = '';
  const onRuleFailure = (rule: string, error: unknown): void => {
    failures++;
    stderr.write(`hullwright: the rule ${rule} failed on ${visible(current)}: ${visible(String(error))}\n`);
  };
  const linterFor = (configuration: Configuration): DockerfileLinter => {
    const known = linters.get(configuration);
    if (known) return known;
    const facts = { images: bundledImageFacts, today };
    const linter = new DockerfileLinter({ ...configuration, rules: dockerfileRules, facts, onRuleFailure });
    linters.set(configuration, linter);
    return linter;
  };
  const analyserOf: Engine['analyserOf'] = async (uri) => {
    const linter = linterFor(await configurationOf(uri));
    return (text) => {
      current = uri;
      return analyseWith(linter, uri, text, surroundings);
    };
  };
  return {
    configurationOf,
    analyserOf,
    analyse: async (uri, text) => {
      const linter = linterFor(await configurationOf(uri));
      current = uri;
      return analyseAmong(surroundings, (files) => analyseWith(linter, uri, text, files));
    },
    hasFailed: () => failures > 0,
  };
}
