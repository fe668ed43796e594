// Downloads and installed packages in one line, for tables that a person can read.
import type { ShellScript } from '../../server/src/shell/command';
import { type Destination, downloadsOf } from '../../server/src/shell/downloads';
import { packageInstallOf } from '../../server/src/shell/packages';
import { shownWord } from './shown-commands';

/** `https://a/b → file`, `→ -` for standard output, `→ d/*` for a file named by the source. */
export const shownDownloads = (script: ShellScript | undefined): string =>
  (script?.commands ?? [])
    .flatMap(downloadsOf)
    .map(({ source, destination }) => `${shownWord(source)} → ${shownDestination(destination)}`)
    .join(', ');

function shownDestination(destination: Destination): string {
  switch (destination.kind) {
    case 'stdout':
      return '-';
    case 'file':
      return shownWord(destination.path);
    case 'named-by-source':
      return destination.directory ? `${shownWord(destination.directory)}/*` : '*';
    case 'directory':
      return `${destination.path ? shownWord(destination.path) : '*'}/`;
  }
}

/** `apt: a b@1.2 [-y]`: names, versions, options. */
export const shownInstall = (script: ShellScript | undefined): string =>
  (script?.commands ?? [])
    .flatMap((command) => packageInstallOf(command) ?? [])
    .map(({ manager, packages, options }) => {
      const shown = packages.map(({ name, version }) => (version === undefined ? name : `${name}@${version}`));
      const flags = options.map(({ name, value }) => (value ? `${name}=${shownWord(value)}` : name));
      return `${manager}: ${[...shown, ...(flags.length > 0 ? [`[${flags.join(' ')}]`] : [])].join(' ')}`;
    })
    .join(', ');
