// Entries of `suppress` that silence nothing. One file can't tell: an audit of all the files that they may be meant for can.
import type { Analysis } from '../lint/analysis';
import type { ConfigurationPlace } from '../lint/configuration';
import type { Finding } from '../rule/finding';
import { notAnalysed, unreadableFile } from '../rule/notices';
import { comparePositions } from '../text/range';
import { parentUri, pathWithin } from '../text/uri';

interface Unused {
  readonly place: ConfigurationPlace;
  readonly finding: Finding;
}

const UNREAD: ReadonlySet<string> = new Set([notAnalysed.id, unreadableFile.id]);

export class UnusedEntries {
  /** By place: several configurations may extend the one that an entry stands in. */
  private readonly unused = new Map<string, Unused>();
  private readonly useful = new Set<string>();
  private readonly unread: string[] = [];

  add({ uri, findings, entries = [] }: Analysis): void {
    if (findings.some(({ rule }) => UNREAD.has(rule))) this.unread.push(uri);
    for (const { entry, unused } of entries) {
      if (!entry.place) continue;
      const key = keyOf(entry.place);
      if (unused) this.unused.set(key, { place: entry.place, finding: unused });
      else this.useful.add(key);
    }
  }

  /** By configuration, in their order. Only of configurations whose folder lies in one that was audited, and could be read. */
  within(folders: readonly string[]): Map<string, Finding[]> {
    const found = new Map<string, Finding[]>();
    for (const [key, { place, finding }] of this.unused) {
      if (this.useful.has(key) || !this.isAudited(parentUri(place.uri) ?? place.uri, folders)) continue;
      const there = found.get(place.uri);
      if (there) there.push(finding);
      else found.set(place.uri, [finding]);
    }
    for (const all of found.values()) all.sort((a, b) => comparePositions(a.range.start, b.range.start));
    return found;
  }

  private isAudited(folder: string, folders: readonly string[]): boolean {
    return (
      folders.some((audited) => pathWithin(folder, audited) !== undefined) &&
      this.unread.every((uri) => pathWithin(uri, folder) === undefined)
    );
  }
}

const keyOf = ({ uri, range: { start } }: ConfigurationPlace): string => `${uri}#${start.line}:${start.character}`;
