// The linters of one configuration, one for each kind of file.
import { DaemonDocument } from '../daemon/document';
import { DockerfileDocument } from '../dockerfile/document';
import type { FileKind, Rule } from '../rule/rule';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { ComposeLinter } from './compose-linter';
import { DaemonLinter } from './daemon-linter';
import { DockerfileLinter } from './dockerfile-linter';
import type { Around, LintOptions } from './file-linter';
import { OpenCompose } from './open-compose';
import { OpenScript, OpenUnit } from './open-script';
import { ScriptLinter } from './script-linter';
import { UnitLinter } from './unit-linter';

/** A file that is open, read as far as edits need. */
export type CheckedDocument = DockerfileDocument | OpenCompose | DaemonDocument | OpenScript | OpenUnit;

export function documentOf(kind: FileKind, uri: string, text: string): CheckedDocument {
  switch (kind) {
    case 'compose':
      return new OpenCompose(uri, text);
    case 'daemon':
      return new DaemonDocument(text);
    case 'dockerfile':
      return new DockerfileDocument(text);
    case 'script':
      return new OpenScript(uri, text);
    case 'unit':
      return new OpenUnit(text);
    default:
      return kind satisfies never;
  }
}

export class Linter {
  private readonly dockerfile: DockerfileLinter;
  private readonly compose: ComposeLinter;
  private readonly daemon: DaemonLinter;
  private readonly script: ScriptLinter;
  private readonly unit: UnitLinter;

  constructor(options: LintOptions<Rule>) {
    this.dockerfile = new DockerfileLinter(options);
    this.compose = new ComposeLinter(options);
    this.daemon = new DaemonLinter(options);
    this.script = new ScriptLinter(options);
    this.unit = new UnitLinter(options);
  }

  of(kind: FileKind): TextLinter {
    return this[kind];
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return this.dockerfile.ignores(uri);
  }

  analyse(uri: string, document: CheckedDocument, around?: Around): Analysis {
    switch (document.kind) {
      case 'compose':
        return this.compose.analyse(uri, (files) => document.read(files), around);
      case 'daemon':
        return this.daemon.analyse(uri, document.daemon, around);
      case 'dockerfile':
        return this.dockerfile.analyse(uri, document.dockerfile, around);
      case 'script':
        return this.script.analyse(uri, document.script, around);
      case 'unit':
        return this.unit.analyse(uri, document.unit, around);
      default:
        return document satisfies never;
    }
  }
}
