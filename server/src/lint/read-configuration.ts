// A configuration's text to what it says, and to what is wrong in it. What is wrong is left out, so that defaults hold.
import type { Finding, Severity } from '../rule/finding';
import { invalidConfiguration } from '../rule/notices';
import type { OptionValue } from '../rule/options';
import type { RuleInfo } from '../rule/rule';
import type { Range } from '../text/range';
import { readYaml } from '../yaml/document';
import type {
  Configuration,
  ConfiguredSuppression,
  ImageDemands,
  PathPattern,
  Registries,
  RuleSetting,
} from './configuration';
import { type ConfigurationShape, configurationShape } from './configuration-shape';
import { RuleIds } from './rule-ids';
import type { ValueOf } from './shape';

export interface ReadConfiguration {
  readonly policy: Partial<Configuration>;
  readonly extends?: { readonly value: string; readonly range: Range };
  /** Files with keys: the texts in them are `images.keys` of the policy. */
  readonly keys?: readonly KeyFile[];
  readonly problems: readonly Finding[];
}

/** A path as it is written. */
export interface KeyFile {
  readonly value: string;
  readonly range: Range;
}

export interface ConfigurationContext {
  readonly uri: string;
  /** The folder that it stands in, as a URI: globs are relative to it. */
  readonly folder: string;
  readonly rules: readonly RuleInfo[];
}

export function readConfiguration(text: string, { uri, folder, rules }: ConfigurationContext): ReadConfiguration {
  const { root, problems: refused } = readYaml(text);
  const { shape, ids } = shapeFor(rules);
  const problems = refused.map(({ range, message }) => problem(range, message, 'error'));
  const said = root && shape.read(root, (range, message) => problems.push(problem(range, message)));
  if (!said) return { policy: {}, problems };
  const inFolder = (pattern: string): PathPattern => ({ folder, pattern });
  return {
    policy: {
      profile: said.profile,
      settings: settingsOf(said.rules, ids),
      ignore: said.ignore?.map(inFolder),
      suppress: said.suppress?.flatMap((entry) => suppressionOf(entry, uri, inFolder)),
      requireReason: said.requireReason,
      registries: registriesOf(said.registries),
      images: imagesOf(said.images),
    },
    keys: said.images?.keys,
    extends: said.extends,
    problems,
  };
}

interface ShapeOfRules {
  readonly shape: ConfigurationShape;
  readonly ids: RuleIds;
}

/** One for all configurations: a workspace may have many. */
const shapes = new WeakMap<readonly RuleInfo[], ShapeOfRules>();

function shapeFor(rules: readonly RuleInfo[]): ShapeOfRules {
  const made = shapes.get(rules) ?? { shape: configurationShape(rules), ids: new RuleIds(rules) };
  shapes.set(rules, made);
  return made;
}

type Said = ValueOf<ConfigurationShape>;

function settingsOf(rules: Said['rules'], ids: RuleIds): Map<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const [written, said] of rules ?? []) {
    const id = ids.current(written) ?? written;
    if (typeof said === 'string') settings.set(id, { severity: said });
    else settings.set(id, { severity: said.severity, options: plainOptions(said.options) });
  }
  return settings;
}

const plainOptions = (options: ReadonlyMap<string, OptionValue> = new Map()): Record<string, OptionValue> =>
  Object.fromEntries(options);

function suppressionOf(
  { value, range }: NonNullable<Said['suppress']>[number],
  uri: string,
  inFolder: (pattern: string) => PathPattern,
): ConfiguredSuppression[] {
  const { rule, path, line, reason, until } = value;
  if (rule === undefined || path === undefined) return [];
  const place = { uri, range, until: until?.range };
  const given = { reason: reason || undefined, until: until?.value };
  return [{ place, rule, path: inFolder(path), line: line === undefined ? undefined : line - 1, ...given }];
}

const registriesOf = (said: Said['registries']): Registries | undefined =>
  said && {
    ...said,
    mirrors: said.mirrors && Object.fromEntries(said.mirrors),
    replace: said.replace && Object.fromEntries(said.replace),
  };

function imagesOf(said: Said['images']): ImageDemands | undefined {
  if (!said) return undefined;
  const { keys, ...demands } = said;
  return demands;
}

/** A finding in a configuration: shown as those of Dockerfiles are. */
export const problem = (range: Range, message: string, severity: Severity = 'warning'): Finding => ({
  rule: invalidConfiguration.id,
  severity,
  message,
  range,
  related: [],
  fixes: [],
  masked: [],
});
