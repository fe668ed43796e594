// "Explain rule": the page that ships with the extension, as a Markdown preview. No network.
import { commands, type Disposable, Uri } from 'vscode';

/** Called by code actions of the server, which hears of it in `initializationOptions.commands`. */
export const EXPLAIN_RULE = 'hullwright.explainRule';

export function registerExplainRule(extension: Uri): Disposable {
  return commands.registerCommand(EXPLAIN_RULE, (rule: unknown) => {
    if (typeof rule !== 'string' || !/^[a-z0-9-]+$/.test(rule)) return undefined;
    return commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'docs', 'rules', `${rule}.md`));
  });
}
