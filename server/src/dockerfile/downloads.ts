// What a stage downloads, whether something verifies it, and what becomes of it. Files are known by their names alone, as
// commands change directories: two of one name are taken for the same, which makes more of them verified, never fewer.
import type { ShellWord } from '../shell/command';
import { type Destination, downloadsOf, hostOf, isLocalSource, isLoopback } from '../shell/downloads';
import { type FileUse, isUnpacking, renamed, usedFiles } from '../shell/file-uses';
import { allInputs } from '../shell/interpreters';
import { verifiedWords } from '../shell/verification';
import { commandsAt, commandsOf, type StepCommand } from './commands';
import { expandWord } from './expand';
import { type ScriptText, scriptTextOf } from './script-text';
import type { Stage, Step } from './stages';
import { WaitingDownloads } from './waiting-downloads';

export interface StageDownload {
  readonly url: string;
  readonly step: Step;
  /** The step's index in the stage. */
  readonly index: number;
  /** The command that fetches it, and the word that names the source. Undefined for ADD. */
  readonly by?: { readonly at: StepCommand; readonly source: ShellWord; readonly destination: Destination };
  /** The file's name without its folder; undefined for unknown, and for what goes to a pipe. */
  readonly file?: string;
  readonly isVerified: boolean;
}

export interface DownloadUse {
  readonly download: StageDownload;
  readonly use: FileUse;
  readonly by: StepCommand;
}

const FETCHERS: ReadonlySet<string | undefined> = new Set(['curl', 'wget', 'git']);

/** Downloads from hosts that are known, not from this machine. */
export function downloadsIn(stage: Stage): StageDownload[] {
  const found = stage.steps.flatMap((step, index) =>
    step.instruction.name === 'ADD' ? addedBy(stage, step, index) : fetchedAt(stage, index),
  );
  if (found.length === 0) return [];
  const verified = verifiedIn(stage, new Set(found.flatMap(({ file }) => file ?? [])));
  return found.map((download) => ({ ...download, isVerified: download.isVerified || verified(download) }));
}

/** Verified by name; or by a check that names no other download, and so may well mean this one. */
function verifiedIn(stage: Stage, names: ReadonlySet<string>): (download: StageDownload) => boolean {
  const lastCheck = new Map<string, number>();
  let lastOfAny = -1;
  let last = -1;
  for (const { command, index } of commandsOf(stage)) {
    const files = verifiedWords(command)?.flatMap((word) => {
      const name = baseName(word.replace(/^\*/, '')); // the star of `<digest> *file`
      return [name, unsigned(name)];
    });
    if (!files) continue;
    last = index;
    if (!files.some((name) => names.has(name))) lastOfAny = index;
    for (const name of files) lastCheck.set(name, index);
  }
  return ({ index, file }) =>
    lastOfAny >= index || (file === undefined ? last >= index : (lastCheck.get(file) ?? -1) >= index);
}

const fetchedAt = (stage: Stage, index: number): StageDownload[] =>
  commandsAt(stage, index)
    .filter(({ command, instruction }) => FETCHERS.has(command.program) && instruction.name === 'RUN')
    .flatMap((at) => fetchedBy(at, scriptTextOf(stage, at)));

function fetchedBy(at: StepCommand, textOf: ScriptText): StageDownload[] {
  return downloadsOf(at.command).flatMap(({ source, destination }): StageDownload[] => {
    const url = textOf(source);
    const host = remoteHost(url);
    if (host === undefined || isLoopback(host) || isLocalSource(source)) return [];
    return [
      {
        url,
        step: at.step,
        index: at.index,
        by: { at, source, destination },
        file: fileOf(url, destination, textOf),
        isVerified: false,
      },
    ];
  });
}

function addedBy(stage: Stage, step: Step, index: number): StageDownload[] {
  const { args, flags } = step.instruction;
  const isChecked = flags.some(({ text }) => text.startsWith('--checksum='));
  const target = args.at(-1)?.text ?? '';
  return args.slice(0, -1).flatMap(({ text }): StageDownload[] => {
    const url = expandWord(text, stage.globals.escape, stage.variables.at(index))?.text;
    if (url === undefined || !/^https?:\/\//.test(url) || isLoopback(hostOf(url) ?? '')) return [];
    const file = target.endsWith('/') ? baseName(url.replace(/[?#].*/, '')) : baseName(target);
    return [{ url, step, index, file: file || undefined, isVerified: isChecked }];
  });
}

/** The host where it is written out or known. */
function remoteHost(url: string): string | undefined {
  const host = /^(?:https?|ftps?):\/\//i.test(url) || /^[\w-]+(?:\.[\w-]+)+\//.test(url) ? hostOf(url) : undefined;
  return host && !/[$\ufffd{}]/.test(host) ? host : undefined;
}

function fileOf(url: string, destination: Destination, textOf: ScriptText): string | undefined {
  const fromUrl = (): string => baseName(url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*/, ''));
  if (destination.kind === 'stdout' || destination.kind === 'directory') return undefined;
  const path = destination.kind === 'file' ? textOf(destination.path) : undefined;
  const name = path === undefined || path.endsWith('/') ? fromUrl() : baseName(path);
  return name === '' || name.includes('\ufffd') || path === '/dev/null' ? undefined : name;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const unsigned = (name: string): string => name.replace(/\.(?:asc|sig|sign|sha\d+(?:sum)?|md5)$/, '');

/** What a stage does with its downloads that nothing verified: the first use of each. */
export function unverifiedUses(stage: Stage): DownloadUse[] {
  if (!fetchesAnything(stage)) return [];
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
    const found = (download: StageDownload, use: FileUse): void => {
      if (!uses.has(download)) uses.set(download, { download, use, by });
    };
    for (const input of command.inputs.length > 0 && isUnpacking(command) ? allInputs(command) : []) {
      for (const download of waiting.fetchedBy(index, input))
        if (download.by?.destination.kind === 'stdout') found(download, 'unpacked');
    }
    const used = usedFiles(command);
    const move = renamed(command);
    if (!used && !move) continue;
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

const fetchesAnything = (stage: Stage): boolean =>
  commandsOf(stage).some(({ command }) => FETCHERS.has(command.program));
