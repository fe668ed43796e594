// What the audit's view knows: the findings of each file, as the server last told them. Knows nothing of the editor.
import type { FileFindings, ListedFinding } from '../../protocol/audit';

/** A finding and its file: what a leaf of the tree shows. */
export interface FoundFinding extends ListedFinding {
  readonly uri: string;
  readonly path: string;
}

interface ListedFile {
  readonly findings: readonly FoundFinding[];
  readonly suppressed: number;
}

export class AuditList {
  private readonly files = new Map<string, ListedFile>();
  private isHeard = false;

  /** A server runs, and knows nothing of the one before. */
  started(): void {
    this.isHeard = true;
  }

  /** It was told to stop. It talks on until it has, and what it says then, nobody takes back. */
  stopped(): void {
    this.isHeard = false;
    this.files.clear();
  }

  apply(changed: readonly FileFindings[]): void {
    if (!this.isHeard) return;
    for (const file of changed) {
      if (file.findings.length === 0 && file.suppressed === 0) this.files.delete(file.uri);
      else this.files.set(file.uri, listedFile(file));
    }
  }

  findings(): FoundFinding[] {
    return [...this.files.values()].flatMap(({ findings }) => findings);
  }

  get counts(): { readonly findings: number; readonly files: number; readonly suppressed: number } {
    let findings = 0;
    let files = 0;
    let suppressed = 0;
    for (const file of this.files.values()) {
      findings += file.findings.length;
      if (file.findings.length > 0) files++;
      suppressed += file.suppressed;
    }
    return { findings, files, suppressed };
  }
}

/** Made once: the list is shown again and again while an audit runs. */
const listedFile = ({ uri, path, findings, suppressed }: FileFindings): ListedFile => ({
  findings: findings.map((finding) => ({ ...finding, uri, path })),
  suppressed,
});
