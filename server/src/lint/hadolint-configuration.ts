// `.hadolint.yaml` as far as its meaning is ours: which of its rules are ignored, how bad they are, which registries are trusted.
import type { RuleInfo } from '../rule/rule';
import { readYaml, type YamlNode } from '../yaml/document';
import type { Configuration, Level, RuleSetting } from './configuration';

const LEVEL_OF: Readonly<Record<string, Level>> = { error: 'error', warning: 'warning', info: 'info', style: 'hint' };

/** What is wrong in it is hadolint's to say. */
export function readHadolintConfiguration(text: string, rules: readonly RuleInfo[]): Partial<Configuration> {
  const { root } = readYaml(text);
  const settings = new Map<string, RuleSetting>();
  const set = (ids: readonly string[], severity: Level): void => {
    const asked = new Set(ids.map((id) => id.toUpperCase()));
    for (const { id, references } of rules) {
      const isMeant = references.some(({ hadolint }) => hadolint !== undefined && asked.has(hadolint.toUpperCase()));
      if (isMeant) settings.set(id, { severity });
    }
  };
  for (const [name, level] of Object.entries(LEVEL_OF)) set(textsOf(valueOf(valueOf(root, 'override'), name)), level);
  set(textsOf(valueOf(root, 'ignored')), 'off');
  const allow = textsOf(valueOf(root, 'trustedRegistries'));
  return { settings, ...(allow.length > 0 ? { registries: { allow: allow.map((host) => `${host}/**`) } } : {}) };
}

const valueOf = (node: YamlNode | undefined, key: string): YamlNode | undefined =>
  node?.kind === 'map' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;

const textsOf = (node: YamlNode | undefined): string[] =>
  node?.kind === 'list'
    ? node.items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [String(item.value)] : []))
    : [];
