// Findings that another linter shows already are left to it, as long as `hullwright.deduplicate` is on.
import { type Diagnostic, Disposable, languages, type Uri, workspace } from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient';
import { withoutForeign } from './foreign-findings';

interface Published {
  readonly uri: Uri;
  readonly diagnostics: readonly Diagnostic[];
  readonly show: HandleDiagnosticsSignature;
  shown: readonly Diagnostic[];
}

const SETTING = 'hullwright.deduplicate';

/** Stands between what the server publishes and what VS Code shows; looks again when other linters publish. */
export class Deduplication {
  private readonly published = new Map<string, Published>();
  private readonly listeners = Disposable.from(
    languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) this.look(uri);
    }),
    workspace.onDidChangeConfiguration((change) => {
      for (const { uri } of this.published.values()) if (change.affectsConfiguration(SETTING, uri)) this.look(uri);
    }),
  );

  readonly handle = (uri: Uri, diagnostics: Diagnostic[], show: HandleDiagnosticsSignature): void => {
    const key = uri.toString();
    const shown = this.toShow(uri, diagnostics);
    if (diagnostics.length === 0) this.published.delete(key);
    else this.published.set(key, { uri, diagnostics, show, shown });
    show(uri, shown);
  };

  /** How many findings of a document are left to others. */
  leftToOthers(uri: Uri): number {
    const published = this.published.get(uri.toString());
    return published ? published.diagnostics.length - published.shown.length : 0;
  }

  /** The server stopped, or begins anew: what was published is gone. */
  forget(): void {
    this.published.clear();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private look(uri: Uri): void {
    const published = this.published.get(uri.toString());
    if (!published) return;
    const shown = this.toShow(uri, published.diagnostics);
    // What we show is itself a change that we hear of.
    if (shown.length === published.shown.length && shown.every((one, i) => one === published.shown[i])) return;
    published.shown = shown;
    published.show(uri, shown);
  }

  private toShow(uri: Uri, diagnostics: readonly Diagnostic[]): Diagnostic[] {
    const others = languages.getDiagnostics(uri).filter(({ source }) => source !== 'hullwright');
    const isOn = others.length > 0 && workspace.getConfiguration('hullwright', uri).get('deduplicate', true);
    return isOn ? withoutForeign(diagnostics, others) : [...diagnostics];
  }
}
