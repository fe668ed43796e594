// Which documents the server hears of: files that someone edits, never the left side of a diff or an output.
import { type DocumentFilter, languages, type TextDocument } from 'vscode';

const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'vsls'];

/** By language, or by a name that can be theirs: the server decides by the exact rules. */
const kinds = [
  { language: 'dockerfile' },
  { language: 'dockercompose' },
  { language: 'yaml', pattern: '**/{*compose*,docker-stack*}.{yml,yaml}' },
  { pattern: '**/daemon.json' },
  { language: 'shellscript' },
  { language: 'makefile' },
  { pattern: '**/*.{service,socket,mk}' },
  { pattern: '**/*.service.d/*.conf' },
] as const satisfies readonly DocumentFilter[];

export const checked = schemes.flatMap((scheme) =>
  kinds.map((kind) => ({ scheme, ...kind })),
) satisfies DocumentFilter[];

/** Our own configurations: what is wrong in them is said while they are typed. */
export const configurations = schemes.map((scheme) => ({
  scheme,
  pattern: '**/.hullwright.{yaml,yml}',
})) satisfies DocumentFilter[];

/** Variables of Compose files: a digest may go there, which must not go beside what is typed. */
export const variables = schemes.map((scheme) => ({ scheme, pattern: '**/.env' })) satisfies DocumentFilter[];

export const watchedConfigurations = '**/.{hullwright,hadolint}.{yaml,yml}';

/** Names that can be a Dockerfile's, in any case; the server decides by the exact rules. */
export const watchedFiles = `**/*{${['dockerfile', 'containerfile'].map(anyCase).join(',')}}*`;

/** What rules look at beside these: a change there is a change of what they find. */
export const watchedOthers = [
  '**/{*compose*,docker-stack*}.{yml,yaml}',
  '**/daemon.json',
  '**/{*.sh,*.bash,*.mk,[Mm]akefile,*.service,*.socket}',
  '**/{.env,.env.*,*.env}',
  '**/{.dockerignore,*.dockerignore,.gitignore}',
] as const;

export const isChecked = (document: TextDocument): boolean => languages.match(checked, document) > 0;

function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
