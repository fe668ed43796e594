// Which documents the server hears of: Dockerfiles that someone edits, never the left side of a diff or an output.
import type { DocumentFilter, TextDocument } from 'vscode';

const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'vsls'];

export const dockerfiles = schemes.map((scheme) => ({ scheme, language: 'dockerfile' })) satisfies DocumentFilter[];

/** Our own configurations: what is wrong in them is said while they are typed. */
export const configurations = schemes.map((scheme) => ({
  scheme,
  pattern: '**/.hullwright.{yaml,yml}',
})) satisfies DocumentFilter[];

export const watchedConfigurations = '**/.{hullwright,hadolint}.{yaml,yml}';

/** Names that can be a Dockerfile's, in any case; the server decides by the exact rules. */
export const watchedFiles = `**/*{${['dockerfile', 'containerfile'].map(anyCase).join(',')}}*`;

export const isDockerfile = ({ languageId, uri }: TextDocument): boolean =>
  languageId === 'dockerfile' && schemes.includes(uri.scheme);

function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
