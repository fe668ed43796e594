// What becomes of downloads that nothing verified: run, unpacked, installed, made executable.
import { commandsIn } from '../shell/command';
import { isLoopback } from '../shell/downloads';
import { type FileUse, isUnpacking, renamed, usedFiles } from '../shell/file-uses';
import { allInputs } from '../shell/interpreters';
import { installedAddresses, URL_INSTALLERS } from '../shell/url-installs';
import { commandsNamed, commandsOf, type StepCommand } from './commands';
import { baseName, downloadsIn, fetchersIn, remoteHost, type StageDownload } from './downloads';
import { scriptTextOf } from './script-text';
import type { Stage } from './stages';
import { WaitingDownloads } from './waiting-downloads';

export interface DownloadUse {
  readonly download: StageDownload;
  readonly use: FileUse;
  readonly by: StepCommand;
}

/** What a stage does with its downloads that nothing verified: the first use of each, and what is installed by its address. */
export const unverifiedUses = (stage: Stage): DownloadUse[] => [...installedByAddress(stage), ...usedLater(stage)];

const installedByAddress = (stage: Stage): DownloadUse[] =>
  commandsNamed(stage, URL_INSTALLERS).flatMap((by) => {
    const sources = by.instruction.name === 'RUN' ? installedAddresses(by.command) : [];
    if (sources.length === 0) return [];
    const textOf = scriptTextOf(stage, by);
    return sources.flatMap((source): DownloadUse[] => {
      const url = textOf(source);
      const host = /^(?:https?|ftp):/i.test(url) ? remoteHost(url) : undefined;
      if (host === undefined || isLoopback(host)) return [];
      const { step, index } = by;
      const fetched = { at: by, source, destination: { kind: 'stdout' } as const };
      return [{ download: { url, step, index, by: fetched, isVerified: false }, use: 'installed', by }];
    });
  });

function usedLater(stage: Stage): DownloadUse[] {
  if (fetchersIn(stage).length === 0) return [];
  const unverified = downloadsIn(stage).filter((download) => !download.isVerified);
  const [first] = unverified;
  if (!first) return [];
  const waiting = new WaitingDownloads(unverified);
  const uses = new Map<StageDownload, DownloadUse>();
  const aliases = new Map<string, string>();
  for (const by of commandsOf(stage)) {
    const { command, index } = by;
    if (index < first.index) continue;
    waiting.comeTo(by);
    const used = usedFiles(command);
    const move = renamed(command);
    if (!used && !move) continue;
    const found = (download: StageDownload, use: FileUse): void => {
      if (!uses.has(download)) uses.set(download, { download, use, by });
    };
    if (used?.use === 'unpacked' && isUnpacking(command)) {
      for (const input of command.inputs.length > 0 ? allInputs(command) : []) {
        for (const download of waiting.fetchedBy(index, input))
          if (download.by?.destination.kind === 'stdout') found(download, 'unpacked');
      }
      for (const substitution of command.args.filter(({ text }) => text.startsWith('<('))) {
        for (const input of commandsIn(by.script.commands, substitution))
          for (const download of waiting.fetchedBy(index, input)) found(download, 'unpacked');
      }
    }
    const textOf = scriptTextOf(stage, by);
    for (const word of used?.files ?? []) {
      for (const name of waiting.namesMeant(word, baseName(textOf(word)))) {
        for (const download of waiting.take(aliases.get(name) ?? name)) if (used) found(download, used.use);
      }
    }
    if (!move) continue;
    const old = baseName(textOf(move.from));
    const fresh = move.to ? baseName(textOf(move.to)) : old.replace(move.without ?? '', '');
    if (fresh !== '' && fresh !== old) aliases.set(fresh, aliases.get(old) ?? old);
  }
  return [...uses.values()];
}
