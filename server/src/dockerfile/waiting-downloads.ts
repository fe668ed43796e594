// The downloads of a stage that lie there unused, as its commands are gone through: each is laid down once and taken once.
import type { ShellCommand, ShellWord } from '../shell/command';
import type { StepCommand } from './commands';
import type { StageDownload } from './downloads';

/** Each pattern looks at all files that wait; a file of a person has fewer. */
const MAX_PATTERNS = 200;

export class WaitingDownloads {
  private readonly byStep = new Map<number, Map<ShellCommand, StageDownload[]>>();
  /** Those of ADD, the last first. */
  private readonly added: StageDownload[];
  private readonly byFile = new Map<string, StageDownload[]>();
  /** What the command fetches that is at work: there for the next one. */
  private fetching: readonly StageDownload[] = NONE;
  private patterns = 0;

  constructor(downloads: readonly StageDownload[]) {
    this.added = downloads.filter(({ by }) => !by).reverse();
    for (const download of downloads) {
      const { index, by } = download;
      if (!by) continue;
      const inStep = this.byStep.get(index) ?? new Map<ShellCommand, StageDownload[]>();
      this.byStep.set(index, inStep);
      append(inStep, by.at.command, download);
    }
  }

  /** Commands come in their order. */
  comeTo({ index, command }: StepCommand): void {
    if (this.added.length === 0 && this.fetching === NONE && !this.byStep.has(index)) return;
    for (let next = this.added.at(-1); next && next.index < index; next = this.added.at(-1)) {
      this.added.pop();
      this.lay(next);
    }
    for (const download of this.fetching) this.lay(download);
    this.fetching = this.fetchedBy(index, command);
  }

  private lay(download: StageDownload): void {
    if (download.file !== undefined) append(this.byFile, download.file, download);
  }

  fetchedBy(index: number, command: ShellCommand): readonly StageDownload[] {
    return this.byStep.get(index)?.get(command) ?? NONE;
  }

  /** The names that a pattern such as `*.deb` means among what lies there; else the one that is written. */
  namesMeant(word: ShellWord, name: string): readonly string[] {
    const pattern = word.text.slice(word.text.lastIndexOf('/') + 1);
    if (!/^[\w.-]*\*[\w.-]*$/.test(pattern) || pattern.length < 4 || this.patterns++ >= MAX_PATTERNS) return [name];
    const [before = '', after = ''] = pattern.split('*');
    return [...this.byFile.keys()].filter((each) => each.startsWith(before) && each.endsWith(after));
  }

  /** All of one name. */
  take(file: string): readonly StageDownload[] {
    const downloads = this.byFile.get(file) ?? NONE;
    this.byFile.delete(file);
    return downloads;
  }
}

const NONE: readonly StageDownload[] = [];

function append<Key>(lists: Map<Key, StageDownload[]>, key: Key, download: StageDownload): void {
  const list = lists.get(key);
  if (list) list.push(download);
  else lists.set(key, [download]);
}
