// The configuration of files on the command line: the nearest within the repository, one that is named, or none.
import { resolve } from 'node:path';
import { cwd, stderr } from 'node:process';
import type { Configuration } from '../lint/configuration';
import type { Profile } from '../lint/profile';
import { visible } from '../report/visible';
import type { Facts } from '../rule/facts';
import type { Finding } from '../rule/finding';
import type { Rule } from '../rule/rule';
import { dockerfileRules } from '../rules/all.generated';
import { decodePath, pathWithin } from '../text/uri';
import { Configurations, HADOLINT_NAMES } from '../workspace/configurations';
import type { FileSystem } from '../workspace/file-system';
import type { FoundConfiguration } from '../workspace/load-configuration';
import { uriOf } from './node-file-system';
import { roots } from './roots';
import { UsageError } from './usage-error';

export interface ConfigurationOptions {
  /** Counts more than what any file says. */
  readonly profile?: Profile;
  readonly config?: string;
  readonly 'no-config'?: true;
}

export type ConfigurationOf = (uri: string) => Promise<Configuration>;

const DEFAULT: Profile = 'recommended';

export async function configurationsFor(
  { profile, config, 'no-config': none }: ConfigurationOptions,
  today: Facts['today'],
  fs: FileSystem,
): Promise<ConfigurationOf> {
  if (none && config !== undefined) throw new UsageError('--config and --no-config exclude each other');
  const fixed: Configuration = { profile: profile ?? DEFAULT };
  if (none) return async () => fixed;
  const rootOf = roots(fs);
  const configurations = new Configurations({
    fs,
    rules: everyRule,
    today,
    trusted: true,
    rootOf,
  });
  const resolved = new Map<FoundConfiguration, Configuration>();
  const told = new Set<string>();
  const configurationOf = (found: FoundConfiguration): Configuration => {
    const known = resolved.get(found);
    if (known) return known;
    for (const [uri, problems] of found.problems) {
      // Several may extend the file that it is in.
      if (!told.has(uri)) tellProblems(uri, problems);
      told.add(uri);
    }
    const configuration = { ...found.policy, profile: profile ?? found.policy.profile ?? DEFAULT };
    resolved.set(found, configuration);
    return configuration;
  };
  if (config === undefined) return async (uri) => configurationOf(await configurations.of(uri));
  const uri = uriOf(resolve(config));
  const stat = await fs.stat(uri).catch(() => undefined);
  if (stat?.kind !== 'file') throw new UsageError(`--config: there is no file ${config}`);
  const kind = HADOLINT_NAMES.some((name) => uri.endsWith(`/${name}`)) ? 'hadolint' : 'hullwright';
  const named = configurationOf(await configurations.load(uri, await rootOf(uri), kind));
  return async () => named;
}

/** One list, which what is made of it is kept by. */
async function everyRule(): Promise<readonly Rule[]> {
  if (every) return every;
  const [{ composeRules }, { daemonRules }] = await Promise.all([
    import('../rules/compose.generated'),
    import('../rules/daemon.generated'),
  ]);
  every ??= [...dockerfileRules, ...composeRules, ...daemonRules];
  return every;
}

let every: readonly Rule[] | undefined;

/** What is found in a configuration, as compilers show it. */
export function tellProblems(uri: string, problems: readonly Finding[]): void {
  const within = pathWithin(uri, uriOf(cwd()));
  const path = visible(decodePath(within ?? uri.replace(/^file:\/\//, '')));
  for (const { range, severity, message } of problems) {
    const place = `${range.start.line + 1}:${range.start.character + 1}`;
    stderr.write(`${path}:${place}: ${severity}: ${visible(message)}\n`);
  }
}
