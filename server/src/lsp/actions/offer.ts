// A code action before it is sent: its edits are made when the editor wants them.
import type { Command, WorkspaceEdit } from 'vscode-languageserver';
import type { Mirrors } from '../../image/mirrors';
import type { Analysis } from '../../lint/analysis';
import type { FileEdit, Finding } from '../../rule/finding';
import type { RuleInfo } from '../../rule/rule';
import { fitEdits } from '../../text/edit';
import type { Range } from '../../text/range';
import type { Abilities } from '../abilities';
import type { ConfigurationTarget } from '../configuration-targets';
import type { Reach } from '../images/reach';
import type { OpenDocument } from '../open-document';
import { workspaceEditOf } from '../workspace-edit';

export interface Offer {
  readonly title: string;
  readonly kind: string;
  /** What it is for. */
  readonly findings: readonly Finding[];
  readonly isPreferred?: boolean;
  readonly command?: Command;
  /** Undefined where there is nothing to change after all. */
  readonly edit?: () => WorkspaceEdit | undefined | Promise<WorkspaceEdit | undefined>;
}

/** What actions are made from: one analysis, and where in it the editor asks. */
export interface Asked {
  readonly document: OpenDocument;
  readonly analysis: Analysis;
  /** In lines that end at LF. */
  readonly range: Range;
  readonly wants: (kind: string) => boolean;
  readonly abilities: Abilities;
  /** Whether registries may be asked for the document. */
  readonly reach: Reach;
  /** Who is asked first. */
  readonly mirrors: Mirrors;
  /** The rules that there are; notices are none. */
  readonly rules: readonly RuleInfo[];
  readonly targets: readonly ConfigurationTarget[];
  /** Of a file that is open in the editor. */
  readonly versionOf: (uri: string) => number | undefined;
  readonly readText: (uri: string) => Promise<string>;
}

/** Edits as fixes write them, of the document and of other files. Undefined where there are none. */
export function editOfFiles(asked: Asked, label: string, files: readonly FileEdit[]): WorkspaceEdit | undefined {
  const { document, analysis, abilities, versionOf } = asked;
  if (files.some(({ isNew }) => isNew) && !abilities.createsFiles) return undefined;
  const changed = files
    .filter(({ edits }) => edits.length > 0)
    .map(({ uri, edits, isNew }) => {
      if (uri !== undefined) return { uri, version: versionOf(uri) ?? null, edits, isNew };
      const own = fitEdits(analysis.lines, edits).map(({ range, newText }) => ({
        range: document.lineBreaks.toEditor(range),
        newText,
      }));
      return { uri: document.uri, version: document.version, edits: own };
    });
  return changed.length === 0 ? undefined : workspaceEditOf(changed, label, abilities);
}
