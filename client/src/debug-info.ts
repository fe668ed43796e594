// The text of "Copy Debug Info", in English for whoever reads the report: no path outside the workspace, nothing of a file.
import type { DocumentStatus } from '../../protocol/status';

export interface DebugFacts {
  /** By what it is of: Hullwright, VS Code, the system. */
  readonly versions: Readonly<Record<string, string>>;
  readonly server: string;
  readonly folders: number;
  readonly trusted: boolean;
  readonly settings: readonly ChangedSetting[];
  readonly otherLinters: readonly string[];
  /** Of the active Dockerfile; undefined where none is active. */
  readonly document?: DebugDocument;
}

export interface DebugDocument {
  readonly scheme: string;
  readonly lines: number;
  readonly status?: DocumentStatus;
  /** Undefined without one, and for one outside the workspace. */
  readonly configuration?: string;
  readonly leftToOthers: number;
}

export interface ChangedSetting {
  readonly name: string;
  readonly where: 'user' | 'workspace' | 'folder';
  readonly value: unknown;
}

export function debugInfo(facts: DebugFacts): string {
  const { versions, settings, otherLinters, document } = facts;
  const lines = [
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version}`),
    `Server: ${facts.server}`,
    `Workspace: ${facts.folders} folders, ${facts.trusted ? 'trusted' : 'restricted'}`,
    `Other linters: ${otherLinters.join(', ') || 'none'}`,
    ...listed('Settings that differ from their defaults', settings.map(settingText)),
    ...(document ? documentLines(document) : ['Dockerfile: none is active']),
  ];
  return `${lines.map((line) => (line.startsWith('  ') ? line : `- ${line}`)).join('\n')}\n`;
}

function documentLines({ scheme, lines, status, configuration, leftToOthers }: DebugDocument): string[] {
  const head = `Dockerfile: ${scheme}, ${lines} lines`;
  if (!status) return [head];
  const { kind, profile, findings, suppressed, network } = status;
  const found = configuration ?? (status.uri === undefined ? 'none' : 'a file outside the workspace');
  return [
    head,
    `Configuration: ${kind}, ${found}`,
    `Profile: ${profile}`,
    `Findings: ${findings}, ${suppressed} suppressed, ${leftToOthers} shown by other linters`,
    `Network: ${network}`,
  ];
}

const listed = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [`${title}: none`] : [`${title}:`, ...items.map((item) => `  - ${item}`)];

/** A text that is none of our words may be anything: a path, a name. */
function settingText({ name, where, value }: ChangedSetting): string {
  const isPlain = typeof value === 'boolean' || typeof value === 'number' || /^[a-z]+$/i.test(String(value));
  return `${name} = ${isPlain ? String(value) : '(not shown)'} (${where})`;
}
