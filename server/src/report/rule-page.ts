// What is known of a rule, as a page: Markdown for tools that show it, plain text for a terminal.
import { inProfile, PROFILES } from '../lint/profile';
import type { OptionSpecs } from '../rule/options';
import { pageOf } from '../rule/pages';
import type { FileKind, Reference, Rule, RuleInfo } from '../rule/rule';

const isRule = (rule: RuleInfo): boolean => rule.category !== 'syntax';

const LANGUAGES: Readonly<Record<FileKind, string>> = {
  dockerfile: 'dockerfile',
  compose: 'yaml',
  daemon: 'json',
  script: 'sh',
  unit: 'ini',
};

/** Without a title: whoever shows it has one. */
export function ruleMarkdown({
  docs,
  references,
  options,
  aliases = [],
  kind,
}: RuleInfo & Partial<Pick<Rule, 'kind'>>): string {
  const language = kind ? LANGUAGES[kind] : '';
  const example = (title: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`**${title}**`, `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``];
  const others = references.map(referenceText);
  return [
    docs.why,
    ...Object.entries(docs.files ?? {}).flatMap(([path, text]) => [
      `**With this in \`${path}\`**`,
      `\`\`\`\n${text.trimEnd()}\n\`\`\``,
    ]),
    ...(docs.configuration === undefined
      ? []
      : [`**With this in \`.hullwright.yaml\`**`, `\`\`\`yaml\n${docs.configuration.trimEnd()}\n\`\`\``]),
    ...example('Reported', docs.bad),
    ...example('Not reported', docs.good),
    ...optionsMarkdown(options),
    `**Limits.** ${docs.limits}`,
    ...(aliases.length > 0 ? [`**Was before** ${aliases.map((alias) => `\`${alias}\``).join(', ')}`] : []),
    ...(others.length > 0 ? [`**See also** ${others.join(' · ')}`] : []),
  ].join('\n\n');
}

function optionsMarkdown(options: OptionSpecs = {}): string[] {
  const lines = Object.entries(options).map(
    ([name, spec]) => `- \`${name}\`: ${spec.description} Default: \`${JSON.stringify(spec.default)}\`.`,
  );
  return lines.length === 0 ? [] : ['**Options**', lines.join('\n')];
}

/** Lines of at most `width` columns, but for examples and long words. */
export function ruleText(rule: RuleInfo, width: number): string {
  const { id, title, severity, confidence, category, docs, references } = rule;
  const profiles = PROFILES.filter((profile) => inProfile(rule, profile));
  const example = (heading: string, text: string | undefined): string[] =>
    text === undefined ? [] : [heading, text.trimEnd().replace(/^(?=.)/gm, '    ')];
  return `${[
    `${id}: ${title}`,
    isRule(rule) ? `${severity} · ${category} · confidence ${confidence} · profiles ${profiles.join(', ')}` : severity,
    ...docs.why.split('\n\n').map((paragraph) => wrapped(paragraph, width)),
    ...Object.entries(docs.files ?? {}).flatMap(([path, text]) => example(`With this in ${path}:`, text)),
    ...example('With this in .hullwright.yaml:', docs.configuration),
    ...example('Reported:', docs.bad),
    ...example('Not reported:', docs.good),
    ...Object.entries(rule.options ?? {}).map(([name, spec]) =>
      wrapped(`Option ${name}: ${spec.description} Default: ${JSON.stringify(spec.default)}.`, width),
    ),
    wrapped(`Limits: ${docs.limits}`, width),
    ...(references.length > 0
      ? [`See also:\n${references.map((each) => `    ${referenceText(each)}`).join('\n')}`]
      : []),
    pageOf(id),
  ].join('\n\n')}\n`;
}

const NAMES = {
  cis: 'CIS Docker Benchmark',
  cwe: 'CWE',
  trivy: 'Trivy',
  checkov: 'Checkov',
  kics: 'KICS',
  hadolint: 'hadolint',
  buildkit: 'BuildKit',
  semgrep: 'Semgrep',
  sonar: 'Sonar',
  dockle: 'Dockle',
  tally: 'tally',
  url: '',
} as const satisfies Record<keyof Reference, string>;

export const referenceText = (reference: Reference): string =>
  Object.entries(NAMES)
    .flatMap(([key, name]) => {
      const value = key in reference ? reference[key as keyof Reference] : undefined;
      if (value === undefined) return [];
      return [key === 'url' ? `${value}` : key === 'cwe' ? `CWE-${value}` : `${name} ${value}`];
    })
    .join(', ');

function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
