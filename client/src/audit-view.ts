// The view of the audit: a tree of its findings beside Problems, which stays true while files change.
import {
  type Command,
  type Disposable,
  EventEmitter,
  l10n,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { FileFindings, Severity } from '../../protocol/audit';
import { filterOf } from './audit-filter';
import { AuditList, type FoundFinding } from './audit-list';
import {
  findingDescription,
  groupDescription,
  groupingName,
  groupLabel,
  spokenFinding,
  spokenGroup,
} from './audit-text';
import { type FindingGroup, type Grouping, groupsOf } from './audit-tree';
import * as counted from './counted';

/** What a group has beyond the findings that are listed. */
export interface Rest {
  readonly hidden: number;
}

export type AuditNode = FindingGroup | FoundFinding | Rest;

/** With more findings, groups are closed. */
const MAX_OPEN = 200;
/** A group lists no more: what an open one lists is sent to the window again when something changes. */
const MAX_LISTED = 500;
/** Changes that come in quick succession are shown together. */
const SHOW_EVERY_MS = 250;
/** While an audit runs: the window has to draw all of it again, and who types waits for that. */
const SHOW_AUDIT_EVERY_MS = 1000;
const ICONS: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  info: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  hint: new ThemeIcon('circle-outline'),
};

export class AuditView implements TreeDataProvider<AuditNode>, Disposable {
  private readonly list = new AuditList();
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree = window.createTreeView<AuditNode>('hullwright.audit', {
    treeDataProvider: this,
    showCollapseAll: true,
    canSelectMany: true,
  });
  private shown: readonly FoundFinding[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private showEvery = SHOW_EVERY_MS;
  private isAuditing = false;
  /** Kept until somebody asks for another tree, so that nothing opens or closes by itself; it closes when there are too many. */
  private opensGroups = true;
  private filter = '';
  private grouping: Grouping = 'rule';
  /** How the last audit ended, where the findings do not say it. */
  private outcome = '';
  /** It was stopped. */
  private isPartial = false;

  apply(files: readonly FileFindings[]): void {
    // With the name of its folder where there are several.
    this.list.apply(files.map((file) => ({ ...file, path: workspace.asRelativePath(Uri.parse(file.uri)) })));
    this.timer ??= setTimeout(() => this.show(), this.showEvery);
  }

  serverStarted(): void {
    this.list.started();
  }

  serverStopped(): void {
    this.list.stopped();
    this.opensGroups = true;
    this.ended('', false);
  }

  auditBegins(): void {
    this.isAuditing = true;
  }

  auditEnds(): void {
    this.isAuditing = false;
    this.showEvery = SHOW_EVERY_MS;
  }

  ended(outcome: string, isPartial: boolean): void {
    this.outcome = outcome;
    this.isPartial = isPartial;
    this.show();
  }

  groupBy(grouping: Grouping): void {
    this.grouping = grouping;
    this.opensGroups = true;
    this.show();
  }

  filterBy(filter: string): void {
    this.filter = filter.trim();
    this.opensGroups = true;
    this.show();
  }

  get filterText(): string {
    return this.filter;
  }

  get findings(): readonly FoundFinding[] {
    return this.shown;
  }

  get selection(): readonly AuditNode[] {
    return this.tree.selection;
  }

  getChildren(node?: AuditNode): AuditNode[] {
    if (!node) return groupsOf(this.shown, this.grouping);
    if (!isGroup(node)) return [];
    const hidden = node.findings.length - MAX_LISTED;
    return hidden > 0 ? [...node.findings.slice(0, MAX_LISTED), { hidden }] : [...node.findings];
  }

  getTreeItem(node: AuditNode): TreeItem {
    if (isGroup(node)) return this.groupItem(node);
    return 'hidden' in node ? restItem(node) : this.findingItem(node);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.tree.dispose();
    this.changed.dispose();
  }

  private groupItem(group: FindingGroup): TreeItem {
    const item = new TreeItem(
      groupLabel(group),
      this.opensGroups ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    // VS Code goes on showing what it knows by its id as open: a group that is to be closed is another one.
    item.id = `${group.grouping}:${this.opensGroups ? 'open' : 'closed'}:${group.key}`;
    item.description = groupDescription(group);
    item.iconPath = group.grouping === 'file' ? ThemeIcon.File : ICONS[group.severity];
    if (group.grouping === 'file') item.resourceUri = Uri.parse(group.key);
    const context = ['group', group.grouping];
    if (group.fixable) context.push('fixable');
    item.contextValue = context.join('.');
    item.accessibilityInformation = { label: spokenGroup(group) };
    return item;
  }

  private findingItem(finding: FoundFinding): TreeItem {
    const item = new TreeItem(finding.message);
    item.description = findingDescription(finding, this.grouping);
    item.tooltip = `${finding.rule}: ${finding.message}\n${finding.path}:${finding.range.start.line + 1}`;
    item.iconPath = ICONS[finding.severity];
    item.contextValue = finding.fixable ? 'finding.fixable' : 'finding';
    item.command = openCommand(finding);
    item.accessibilityInformation = { label: spokenFinding(finding) };
    return item;
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { matches } = filterOf(this.filter);
    const all = this.list.findings();
    this.shown = this.filter === '' ? all : all.filter(matches);
    if (this.shown.length > MAX_OPEN) this.opensGroups = false;
    if (this.isAuditing) this.showEvery = SHOW_AUDIT_EVERY_MS;
    const { files, suppressed } = this.list.counts;
    const counts = [l10n.t('{0} in {1}', counted.findings(all.length), counted.files(files))];
    if (suppressed > 0) counts.push(l10n.t('{0} suppressed', suppressed));
    this.tree.badge = all.length > 0 ? { value: all.length, tooltip: counts.join(', ') } : undefined;
    const lines = [
      all.length > 0 ? `${counts.join(', ')}.` : '',
      this.filter === '' ? '' : l10n.t('“{0}” shows {1}.', this.filter, this.shown.length),
      // What is found later makes a lie of "nothing".
      all.length > 0 && !this.isPartial ? '' : this.outcome,
    ];
    this.tree.message = lines.filter((line) => line !== '').join(' ') || undefined;
    this.tree.description = groupingName(this.grouping);
    this.changed.fire(undefined);
  }
}

export const isGroup = (node: AuditNode): node is FindingGroup => 'grouping' in node;

export function rangeOf({ range: { start, end } }: FoundFinding): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function restItem({ hidden }: Rest): TreeItem {
  const item = new TreeItem(l10n.t('{0} more: filter to see them', hidden));
  item.command = { command: 'hullwright.audit.filter', title: l10n.t('Filter the Audit') };
  return item;
}

const openCommand = (finding: FoundFinding): Command => ({
  command: 'vscode.open',
  title: l10n.t('Open'),
  arguments: [Uri.parse(finding.uri), { selection: rangeOf(finding) }],
});
