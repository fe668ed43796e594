// Tells the view of an audit what files have now: in parts while the audit runs, a few at a time afterwards.
import type { Connection, ProgressToken } from 'vscode-languageserver';
import type { FileFindings, ListedFinding } from '../../../protocol/audit';
import type { Analysis } from '../lint/analysis';
import type { Finding } from '../rule/finding';
import { auditChanged, auditPart } from './audit-protocol';
import { lineBreaksOf } from './line-breaks';

/** Changes that come in together are told together. */
const DELAY_MS = 100;

export class AuditFeed {
  private readonly waiting = new Map<string, FileFindings>();
  /** Files of which more is known over there than that they are clean. */
  private readonly told = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private part: ProgressToken | undefined;
  private isFollowed = false;

  constructor(private readonly connection: Connection) {}

  /** A client that gives no token is told nothing. */
  begin(token: ProgressToken | undefined): void {
    this.part = token;
    this.isFollowed ||= token !== undefined;
  }

  async end(): Promise<void> {
    await this.flush();
    this.part = undefined;
  }

  change(path: string, { uri, lines, findings, suppressed = [] }: Analysis, version?: number): void {
    if (!this.isFollowed) return;
    const breaks = lineBreaksOf(lines);
    const listed = findings.map((finding) => listedFinding(finding, breaks.toEditor(finding.range)));
    this.add({ uri, path, version, findings: listed, suppressed: suppressed.length });
  }

  gone(uri: string): void {
    if (this.isFollowed) this.add({ uri, path: '', findings: [], suppressed: 0 });
  }

  private add(file: FileFindings): void {
    const isEmpty = file.findings.length === 0 && file.suppressed === 0;
    if (isEmpty && !this.told.has(file.uri)) return;
    if (!isEmpty) this.told.add(file.uri);
    this.waiting.set(file.uri, file);
    this.timer ??= setTimeout(() => void this.flush(), DELAY_MS);
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const files = [...this.waiting.values()];
    this.waiting.clear();
    for (const { uri, findings, suppressed } of files) if (findings.length + suppressed === 0) this.told.delete(uri);
    if (this.part === undefined) await this.connection.sendNotification(auditChanged, { files });
    else await this.connection.sendProgress(auditPart, this.part, files);
  }
}

const listedFinding = ({ rule, severity, message, fixes }: Finding, range: ListedFinding['range']): ListedFinding => ({
  rule,
  severity,
  message,
  range,
  fixable: fixes.some(({ safety }) => safety !== 'manual'),
});
