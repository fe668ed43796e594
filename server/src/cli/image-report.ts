// What is told of an image on the command line: as text, and as JSON.
import type { Attestation, PlatformFacts, RegistryFacts, Signed } from '../image/registry-facts';
import { counted } from '../report/text';
import { visible } from '../report/visible';

export interface ImageReport {
  readonly name: string;
  readonly facts?: RegistryFacts;
  /** Why there are no facts. */
  readonly problem?: string;
}

const DAY_MS = 86_400_000;
/** Builds that are the same each time say a day near it. */
const EPOCH_END = Date.UTC(1981, 0);
const COLUMN = 14;

export function imageText({ name, facts, problem }: ImageReport, now: number): string {
  if (!facts) return `${visible(name)}\n${row('not known', problem ?? '')}`;
  const { digest, isDeprecated, platforms, image, signed, attestations, learned } = facts;
  const when = `from ${learned.host}, ${isoOf(learned.at)}`;
  return [
    `${visible(name)}\n`,
    row('digest', digest),
    ...(isDeprecated ? [row('manifest', 'the old schema 1, which Docker does not pull any more')] : []),
    ...(platforms.length > 0 ? [row('platforms', platforms.join(', '))] : []),
    ...(image ? imageRows(image, now) : []),
    row('signature', signatureText(signed)),
    row('attestations', attestationText(attestations)),
    row('learned', when),
  ].join('');
}

export const imageJson = (reports: readonly ImageReport[]): unknown => ({
  version: 1,
  images: reports.map(({ name, facts, problem }) =>
    facts ? { name, ...facts, learned: { host: facts.learned.host, at: isoOf(facts.learned.at) } } : { name, problem },
  ),
});

const row = (title: string, text: string): string => `  ${title.padEnd(COLUMN)}${visible(text)}\n`;

const isoOf = (at: number): string => new Date(at).toISOString();

function imageRows({ platform, user, created, size, entrypoint, command }: PlatformFacts, now: number): string[] {
  const started = [...(entrypoint ?? []), ...(command ?? [])];
  return [
    row('looked at', platform),
    row('user', user),
    ...(created === undefined ? [] : [row('created', ageText(created, now))]),
    row('size', `${sizeText(size)} to download`),
    ...(started.length > 0 ? [row('starts', JSON.stringify(started))] : []),
  ];
}

function ageText(created: string, now: number): string {
  const at = Date.parse(created);
  if (at < EPOCH_END) return `${created.slice(0, 10)}, which says nothing: its builds are the same on every day`;
  const days = Math.max(Math.floor((now - at) / DAY_MS), 0);
  return `${created.slice(0, 10)}, ${counted(days, 'day', 'days')} ago`;
}

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

function signatureText(signed: Signed): string {
  switch (signed.kind) {
    case 'unsigned':
      return 'none';
    case 'verified':
      return `verified with ${signed.key}`;
    case 'unverified':
      return `there is one, not verified: ${signed.why}`;
    case 'refused':
      return `refused: ${signed.why}`;
    case 'unknown':
      return `not known: ${signed.why}`;
  }
}

function attestationText(attestations: readonly Attestation[] | undefined): string {
  if (!attestations) return 'not known';
  const names = { sbom: 'SBOM', provenance: 'provenance', other: 'statement' } as const;
  const texts = attestations.map(({ kind, predicateType }) =>
    predicateType === undefined ? names[kind] : `${names[kind]} (${predicateType})`,
  );
  return texts.length === 0 ? 'none' : texts.join(', ');
}
