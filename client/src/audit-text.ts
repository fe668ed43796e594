// The words of the audit's view, for eyes and for screen readers.
import { l10n } from 'vscode';
import type { Severity } from '../../protocol/audit';
import type { FoundFinding } from './audit-list';
import type { FindingGroup, Grouping } from './audit-tree';
import * as counted from './counted';

export function severityName(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'info':
      return l10n.t('Info');
    case 'hint':
      return l10n.t('Hint');
    default:
      return severity satisfies never;
  }
}

export function groupingName(grouping: Grouping): string {
  switch (grouping) {
    case 'rule':
      return l10n.t('by rule');
    case 'file':
      return l10n.t('by file');
    case 'severity':
      return l10n.t('by severity');
    default:
      return grouping satisfies never;
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export function groupLabel({ grouping, key, severity, path }: FindingGroup): string {
  switch (grouping) {
    case 'rule':
      return key;
    case 'file':
      return path.slice(folderOf(path).length).replace('/', '');
    case 'severity':
      return severityName(severity);
    default:
      return grouping satisfies never;
  }
}

export function groupDescription({ grouping, count, path }: FindingGroup): string {
  const folder = grouping === 'file' ? folderOf(path) : '';
  return folder === '' ? String(count) : `${count} · ${folder}`;
}

/** What a finding's line says behind its message: what the group does not say already. */
export function findingDescription({ rule, path, range: { start } }: FoundFinding, grouping: Grouping): string {
  const line = start.line + 1;
  switch (grouping) {
    case 'rule':
      return `${path}:${line}`;
    case 'file':
      return `${rule} · ${lineName(start.line)}`;
    case 'severity':
      return `${rule} · ${path}:${line}`;
    default:
      return grouping satisfies never;
  }
}

export function spokenGroup(group: FindingGroup): string {
  const { grouping, key, severity, path } = group;
  const count = counted.findings(group.count);
  if (grouping === 'severity') return [groupLabel(group), count].join(', ');
  const name = grouping === 'file' ? path : key;
  return [name, count, l10n.t('worst: {0}', severityName(severity))].join(', ');
}

export const spokenFinding = ({ severity, rule, message, path, range: { start } }: FoundFinding): string =>
  `${severityName(severity)}, ${rule}: ${message}. ${path}, ${lineName(start.line)}`;

/** Lines are counted from 0. */
const lineName = (line: number): string => l10n.t('line {0}', line + 1);
