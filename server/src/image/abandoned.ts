// Images that nobody builds any more, or that a maker left for another name: no tag of them gets updates.
// Sources: the notices on the images' own pages, and the makers' announcements.
import { globMatches } from './facts';
import type { ImageReference } from './reference';

export interface Abandoned {
  /** The last day of updates; undefined where it differs by tag. */
  readonly date?: string;
  /** What its makers, or the ones who follow them, build instead. */
  readonly successor?: string;
}

interface Entry {
  /** Since when no tag has updates. */
  readonly date: string;
  readonly differs?: true;
  readonly successor?: string;
  /** With wildcards. */
  readonly name: string;
  /** With wildcards; all of them when left out. */
  readonly tags?: readonly string[];
  /** Tags that are still built. */
  readonly but?: RegExp;
}

const ENTRIES: readonly Entry[] = [
  { name: 'openjdk', but: /^\d+-ea(?:-|$)/, date: '2024-09-30', differs: true, successor: 'eclipse-temurin' },
  { name: 'java', date: '2016-12-31', successor: 'eclipse-temurin' },
  { name: 'adoptopenjdk', date: '2021-08-01', successor: 'eclipse-temurin' },
  { name: 'adoptopenjdk/*', date: '2021-08-01', successor: 'eclipse-temurin' },
  { name: 'microsoft/dotnet', date: '2018-12-31', successor: 'mcr.microsoft.com/dotnet/sdk' },
  { name: 'microsoft/aspnetcore*', date: '2018-12-31', successor: 'mcr.microsoft.com/dotnet/aspnet' },
  { name: 'mcr.microsoft.com/dotnet/core/sdk', date: '2022-12-13', successor: 'mcr.microsoft.com/dotnet/sdk' },
  { name: 'mcr.microsoft.com/dotnet/core/aspnet', date: '2022-12-13', successor: 'mcr.microsoft.com/dotnet/aspnet' },
  { name: 'mcr.microsoft.com/dotnet/core/runtime*', date: '2022-12-13', successor: 'mcr.microsoft.com/dotnet/runtime' },
  { name: 'centos', date: '2024-06-30', successor: 'rockylinux/rockylinux' },
  { name: 'quay.io/centos/centos', tags: ['stream8*', '7*', '8*'], date: '2024-05-31' },
  { name: 'amazonlinux', tags: ['1', '1-*', '1.0*'], date: '2023-12-31', successor: 'amazonlinux:2023' },
  { name: 'jenkins', date: '2018-07-31', successor: 'jenkins/jenkins' },
  { name: 'circleci/*', date: '2021-12-31', successor: 'cimg' },
  { name: 'bitnamilegacy/*', date: '2025-08-28' },
  { name: 'registry.access.redhat.com/ubi7*', date: '2024-06-30', successor: 'registry.access.redhat.com/ubi9' },
  { name: 'registry.access.redhat.com/rhel7*', date: '2024-06-30', successor: 'registry.access.redhat.com/ubi9' },
];
/** Names that begin so are looked for: most images are none of them. */
const FIRST = new Set(ENTRIES.map(({ name }) => name.split(/[/*]/)[0]));

/** Undefined for what is still built on that day, and for what is not known. A digest alone may be any tag. */
export function abandonedOf({ name, tag = 'latest' }: ImageReference, today: string): Abandoned | undefined {
  if (!FIRST.has(name.split('/')[0])) return undefined;
  const found = ENTRIES.find(
    (entry) =>
      entry.date < today &&
      globMatches(entry.name, name) &&
      (entry.tags?.some((glob) => globMatches(glob, tag)) ?? true) &&
      !entry.but?.test(tag),
  );
  return found && { date: found.differs ? undefined : found.date, successor: found.successor };
}
