// The parts of README.md that something else knows better: rules, options of the command line, commands and settings.
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import texts from '../../package.nls.json';
import { helpText } from '../../server/src/cli/help';
import { inProfile } from '../../server/src/lint/profile';
import type { FileKind, Rule } from '../../server/src/rule/rule';
import { badExample } from './example';
import { type Output, PAGES, table, withRegion } from './output';
import { exampleReport } from './report';

const PATH = 'README.md';

export function readme(rules: readonly Rule[]): Output {
  const regions = {
    rules: rulesTable(rules),
    usage: usage(),
    report: exampleReport(rules),
    commands: commands(),
    settings: settings(),
  };
  const text = Object.entries(regions).reduce(
    (whole, [name, content]) => withRegion(whole, name, content),
    readFileSync(PATH, 'utf8'),
  );
  return { path: PATH, text };
}

const KINDS: Readonly<Record<FileKind, string>> = {
  dockerfile: 'Dockerfiles',
  compose: 'Compose files',
  daemon: '`daemon.json`',
  script: 'Scripts and Makefiles',
  unit: 'systemd units',
};

/** Those of the profile recommended; a page lists all. */
function rulesTable(rules: readonly Rule[]): string {
  const parts = Object.entries(KINDS).map(([kind, title]) => {
    const ofKind = rules.filter((rule) => rule.kind === kind);
    const shown = ofKind.filter((rule) => inProfile(rule, 'recommended'));
    const rows = shown.map((rule) => {
      const { id, title: finds, severity } = rule;
      const fixes = badExample(rule).fixes.map((fix) => fix.safety);
      return [`[\`${id}\`](${PAGES}/${id}.md)`, finds, severity, [...new Set(fixes)].join(', ') || 'none'];
    });
    const more = `and ${ofKind.length - shown.length} more in the profile strict`;
    return `### ${title}\n\n${table(['Rule', 'Finds', 'Severity', 'Fix'], rows)}\n\n… ${more}.`;
  });
  return [
    ...parts,
    `[All ${rules.length} rules](${PAGES}/README.md), each with its reasons, examples and limits.`,
  ].join('\n\n');
}

/** Without its first line, which the page has said by then. */
const usage = (): string => `\`\`\`text\n${helpText.slice(helpText.indexOf('Usage:')).trimEnd()}\n\`\`\``;

/** Those that the palette has: others need something that is clicked. */
function commands(): string {
  const { commands: all, menus } = packageJson.contributes;
  const hidden = new Set(menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command));
  const rows = all
    .filter(({ command }) => !hidden.has(command))
    .map(({ category, title, command }) => [`${category}: ${textOf(title)}`, `\`${command}\``]);
  return table(['Command', 'Id'], rows);
}

function settings(): string {
  const rows = Object.entries(packageJson.contributes.configuration.properties).map(([name, setting]) => [
    `\`${name}\``,
    textOf(setting.markdownDescription),
    valuesOf(setting)
      .map((value) => (value === setting.default ? `**${value}**` : value))
      .join(', '),
  ]);
  return table(['Setting', 'What it says', 'Values (default bold)'], rows);
}

const valuesOf = (setting: object): readonly (string | boolean)[] =>
  'enum' in setting && Array.isArray(setting.enum) ? setting.enum : [true, false];

/** What package.json names by a key. */
function textOf(key: string): string {
  const found = Object.entries(texts).find(([name]) => key === `%${name}%`);
  if (!found) throw new Error(`package.nls.json has no ${key}`);
  return found[1];
}
