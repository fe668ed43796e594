// The linters of one configuration, one for each kind of file.
import { DaemonDocument } from '../daemon/document';
import { DockerfileDocument } from '../dockerfile/document';
import type { FileKind, Rule } from '../rule/rule';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { DaemonLinter } from './daemon-linter';
import { DockerfileLinter } from './dockerfile-linter';
import type { Around, LintOptions } from './file-linter';

/** A file that is open, read as far as edits need. */
export type CheckedDocument = DockerfileDocument | DaemonDocument;

export function documentOf(kind: FileKind, text: string): CheckedDocument {
  switch (kind) {
    case 'daemon':
      return new DaemonDocument(text);
    default:
      return new DockerfileDocument(text);
  }
}

export class Linter {
  private readonly dockerfile: DockerfileLinter;
  private readonly daemon: DaemonLinter;

  constructor(options: LintOptions<Rule>) {
    this.dockerfile = new DockerfileLinter(options);
    this.daemon = new DaemonLinter(options);
  }

  of(kind: FileKind): TextLinter {
    return kind === 'daemon' ? this.daemon : this.dockerfile;
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return this.dockerfile.ignores(uri);
  }

  analyse(uri: string, document: CheckedDocument, around?: Around): Analysis {
    switch (document.kind) {
      case 'daemon':
        return this.daemon.analyse(uri, document.daemon, around);
      case 'dockerfile':
        return this.dockerfile.analyse(uri, document.dockerfile, around);
      default:
        return document satisfies never;
    }
  }
}
