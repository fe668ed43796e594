// "Explain rule": the page that ships with the extension, as a Markdown preview. No network. The pages are in one file, since
// three hundred small ones would be half of the package.
import { commands, type Disposable, Uri, workspace } from 'vscode';

/** Called by code actions of the server, which hears of it in `initializationOptions.commands`. */
export const EXPLAIN_RULE = 'hullwright.explainRule';

const SCHEME = 'hullwright-rule';

export function registerExplainRule(extension: Uri): Disposable[] {
  let read: Promise<ReadonlyMap<string, string>> | undefined;
  const pages = (): Promise<ReadonlyMap<string, string>> => {
    read ??= pagesIn(Uri.joinPath(extension, 'dist', 'rule-pages.json'));
    return read;
  };
  return [
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async ({ path }) => (await pages()).get(path.slice(1)) ?? '',
    }),
    commands.registerCommand(EXPLAIN_RULE, (rule: unknown) => {
      if (typeof rule !== 'string' || !/^[a-z0-9-]+$/.test(rule)) return undefined;
      return commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `/${rule}.md` }));
    }),
  ];
}

/** By the name of the page. */
async function pagesIn(file: Uri): Promise<ReadonlyMap<string, string>> {
  const read: unknown = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file)));
  if (typeof read !== 'object' || read === null) return new Map();
  return new Map(Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
