// What a file is checked by: a profile, and what a configuration says beside it. Resolved values only; reading is elsewhere.
import type { Mirrors } from '../image/mirrors';
import type { ImagePolicy } from '../image/policy';
import type { Severity } from '../rule/finding';
import type { OptionValue } from '../rule/options';
import type { RuleInfo } from '../rule/rule';
import { matchesGlob } from '../text/glob';
import type { Range } from '../text/range';
import { inProfile, type Profile } from './profile';

export const LEVELS = ['off', 'hint', 'info', 'warning', 'error'] as const satisfies readonly (Severity | 'off')[];
export type Level = (typeof LEVELS)[number];

export interface RuleSetting {
  /** Undefined: as the rule and the profile have it. */
  readonly severity?: Level;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** A glob, and the folder that it is relative to, as a URI. */
export interface PathPattern {
  readonly folder: string;
  readonly pattern: string;
}

/** Where in a configuration something is said. */
export interface ConfigurationPlace {
  readonly uri: string;
  readonly range: Range;
  /** Of the last day on which it holds. */
  readonly until?: Range;
}

export interface ConfiguredSuppression {
  readonly place?: ConfigurationPlace;
  readonly rule: string;
  readonly path: PathPattern;
  /** From 0. */
  readonly line?: number;
  readonly reason?: string;
  /** The last day, as an ISO date. */
  readonly until?: string;
}

/** Images by pattern. */
export interface Registries extends Pick<ImagePolicy, 'allow' | 'block' | 'replace'> {
  readonly insecure?: readonly string[];
  readonly mirrors?: Mirrors;
}

/** What every image has to have. */
export type ImageDemands = Pick<ImagePolicy, 'pin' | 'provenance' | 'maxAge' | 'keys'>;

/** Everything but the profile. By the ids that rules have now. */
export interface Policy {
  readonly settings?: ReadonlyMap<string, RuleSetting>;
  readonly ignore?: readonly PathPattern[];
  readonly suppress?: readonly ConfiguredSuppression[];
  readonly requireReason?: boolean;
  readonly registries?: Registries;
  readonly images?: ImageDemands;
}

export interface Configuration extends Policy {
  readonly profile: Profile;
}

export const imagePolicyOf = ({ registries, images }: Policy): ImagePolicy => ({
  allow: registries?.allow,
  block: registries?.block,
  replace: registries?.replace,
  ...images,
});

/** A level that is given counts more than the profile, both ways. */
export function isOn(rule: RuleInfo, { profile, settings }: Configuration): boolean {
  const level = settings?.get(rule.id)?.severity;
  return level === undefined ? inProfile(rule, profile) : level !== 'off';
}

/** The severity that is given, where one is. */
export function severityOf(id: string, { settings }: Policy): Severity | undefined {
  const level = settings?.get(id)?.severity;
  return level === 'off' ? undefined : level;
}

export const isIgnored = (uri: string, { ignore = [] }: Policy): boolean =>
  ignore.some((pattern) => matchesPath(pattern, uri));

export function matchesPath({ folder, pattern }: PathPattern, uri: string): boolean {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(start) && matchesGlob(pattern, decoded(uri.slice(start.length)));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `over` counts more, rule by rule and option by option; lists hold both. */
export function mergePolicies<Kind extends Partial<Configuration>>(base: Kind, over: Kind): Kind {
  const settings = new Map(base.settings);
  for (const [id, setting] of over.settings ?? []) {
    const below = settings.get(id);
    settings.set(id, {
      severity: setting.severity ?? below?.severity,
      options: { ...below?.options, ...setting.options },
    });
  }
  return {
    ...base,
    ...over,
    settings,
    ignore: [...(base.ignore ?? []), ...(over.ignore ?? [])],
    suppress: [...(base.suppress ?? []), ...(over.suppress ?? [])],
    requireReason: over.requireReason ?? base.requireReason,
    registries: over.registries ?? base.registries,
    images: over.images ?? base.images,
    profile: over.profile ?? base.profile,
  };
}
