// What a stage downloads, whether something verifies it, and what becomes of it. Files are known by their names alone, as
// commands change directories: two of one name are taken for the same, which makes more of them verified, never fewer.
import type { ShellCommand, ShellWord } from '../shell/command';
import { type Destination, downloadsOf, hostOf, isLocalSource, isLoopback } from '../shell/downloads';
import { outputOf, readerOf } from '../shell/pipes';
import { verifiedWords } from '../shell/verification';
import { once } from '../text/once';
import { copySteps } from './acting-steps';
import { commandsOf, type StepCommand } from './commands';
import { expandWord } from './expand';
import { type ScriptText, scriptTextOf } from './script-text';
import type { Stage, Step } from './stages';

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

const FETCHER = /^(?:curl|wget2?|git|aria2c|axel|fetch|lynx|links|https?|(?:python|php)[\d.]*)$/;
const isFetcher = ({ program }: ShellCommand): boolean => program !== undefined && FETCHER.test(program);

/** The commands that may fetch something, wherever they are run. */
export const fetchersIn = once((stage: Stage): readonly StepCommand[] =>
  commandsOf(stage).filter(({ command }) => isFetcher(command)),
);

/** Downloads from hosts that are known, not from this machine. */
export const downloadsIn = once((stage: Stage): readonly StageDownload[] => {
  const found: StageDownload[] = [];
  for (const at of fetchersIn(stage)) {
    if (at.instruction.name !== 'RUN') continue;
    for (const download of fetchedBy(at, scriptTextOf(stage, at))) found.push(download);
  }
  const byCommands = found.length;
  for (const { step, index } of copySteps(stage)) {
    if (step.instruction.name !== 'ADD') continue;
    for (const download of addedBy(stage, step, index)) found.push(download);
  }
  if (found.length === 0) return [];
  if (found.length > byCommands) found.sort((a, b) => a.index - b.index);
  const verified = verifiedIn(stage, new Set(found.flatMap(({ file }) => file ?? [])));
  return found.map((download) =>
    !download.isVerified && verified(download) ? { ...download, isVerified: true } : download,
  );
});

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
        file: destination.kind === 'stdout' ? pipedInto(at, textOf) : fileOf(url, destination, textOf),
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
export function remoteHost(url: string): string | undefined {
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

/** The file that the end of a pipe writes, where what stands between only decompresses or copies. */
function pipedInto({ command, script }: StepCommand, textOf: ScriptText): string | undefined {
  let reader = readerOf(script, command);
  for (let i = 0; reader && i < MAX_PIPE && PASSES_ON.test(reader.program ?? ''); i++) {
    const target =
      reader.program === 'tee' ? reader.args.findLast(({ text }) => !text.startsWith('-')) : outputOf(reader);
    if (target) return baseName(textOf(target)) || undefined;
    reader = readerOf(script, reader);
  }
  return undefined;
}

const MAX_PIPE = 10;
const PASSES_ON =
  /^(?:gunzip|gzip|zcat|funzip|bunzip2|bzip2|bzcat|xz|unxz|xzcat|lzma|unlzma|zstd|unzstd|zstdcat|base64|tee|cat|pv)$/;

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const unsigned = (name: string): string => name.replace(/\.(?:asc|sig|sign|sha\d+(?:sum)?|md5)$/, '');
