// Links of a summary as VS Code's Markdown preview follows them: it refuses `file:`, and takes a path that begins with a
// slash from the first folder of the workspace.
import { Uri } from 'vscode';

const FILE_LINK = /\]\((file:\S+?)#(L\d+)\)/g;

export function withPreviewLinks(markdown: string, firstFolder: Uri | undefined): string {
  if (!firstFolder) return markdown;
  const root = firstFolder.path.endsWith('/') ? firstFolder.path : `${firstFolder.path}/`;
  return markdown.replace(FILE_LINK, (_, uri: string, line: string) => {
    const { path } = Uri.parse(uri);
    return `](${encoded(path.startsWith(root) ? path.slice(root.length - 1) : fromAbove(root, path))}#${line})`;
  });
}

/** Out of the first folder, up to where all folders are, and down again. */
function fromAbove(root: string, path: string): string {
  return '/..'.repeat(root.split('/').length - 2) + path;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29');
}
