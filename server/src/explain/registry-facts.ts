// What a registry said of an image, where it was learned, and when. Nobody is asked for it here.
import type { ImageReference } from '../image/reference';
import { dayOf, dayOfCreation } from '../image/registry-answer';
import type {
  Attestation,
  Learned,
  PlatformFacts,
  RegistryAnswer,
  RegistryFacts,
  Signed,
} from '../image/registry-facts';
import { escapeText } from '../report/markdown';
import { visible } from '../report/visible';
import { list } from './effective-state';
import { code } from './inline';

export interface RegistryAnswers {
  /** Of the digest that the reference carries, or else of its tag. */
  readonly image: RegistryAnswer | undefined;
  /** Of its tag alone. */
  readonly tag: RegistryAnswer | undefined;
}

const MOST_PLATFORMS = 6;
const DAY_MS = 86_400_000;

/** Markdown. Undefined where nothing was learned. `today` is a date. */
export function registryText(
  reference: ImageReference,
  { image, tag }: RegistryAnswers,
  today: string | undefined,
): string | undefined {
  const answer = image ?? tag;
  if (!answer) return undefined;
  const moved = movedText(reference, tag);
  if (answer.kind === 'missing') {
    return list(`**Registry** ${sourceText(answer.learned)}`, ['It has no such image', ...moved.map(withCode)]);
  }
  const { facts } = answer;
  return list(`**Registry** ${sourceText(facts.learned)}`, [
    ...(reference.digest === undefined ? [`Digest: ${code(facts.digest)}`] : []),
    ...moved.map(withCode),
    ...(facts.isDeprecated ? ['In the old schema 1, which Docker does not pull any more'] : []),
    ...createdText(facts.image, today),
    ...platformsText(facts.platforms),
    ...imageLines(facts.image),
    escapeText(signedText(facts.signed)),
    ...attestedText(facts.attestations),
  ]);
}

/** The same in one line, for a message. */
export function registryLine(reference: ImageReference, { image, tag }: RegistryAnswers): string {
  const name = visible(reference.text.split('@')[0] ?? reference.text);
  if (image?.kind !== 'known') return `${name}: there is no such image.`;
  const { facts } = image;
  const { platforms, image: own } = facts;
  const created = dayOfCreation(own?.created);
  const parts = [
    ...movedText(reference, tag).map(({ text, digest }) => (digest ? `${text} ${digest}` : text)),
    ...(created ? [`made on ${created}`] : []),
    ...(platforms.length > 0 ? [`for ${platforms.slice(0, MOST_PLATFORMS).join(', ')}`] : []),
    ...(own ? [`starts as ${visible(own.user)}`, `${sizeText(own.size)} to download`] : []),
    signedText(facts.signed),
    ...attestedText(facts.attestations),
  ];
  return `${name}, as ${facts.learned.host} says: ${parts.map(lowerFirst).join('; ')}.`;
}

export interface PinSummary {
  readonly title: string;
  /** What may be done about it. */
  readonly advice?: 'pin' | 'refresh';
}

/** For a line over an image. */
export function pinSummary(
  reference: ImageReference,
  { image, tag }: RegistryAnswers,
  today: string | undefined,
): PinSummary {
  const isPinned = reference.digest !== undefined;
  const moved = hasMoved(reference, tag);
  const created = image?.kind === 'known' ? dayOfCreation(image.facts.image?.created) : undefined;
  const age = created === undefined ? [] : [`made on ${created}${ageText(created, today)}`];
  if (image?.kind === 'missing') return { title: `no such image at ${image.learned.host}` };
  if (!isPinned) return { title: ['not pinned', ...age].join(' · '), advice: 'pin' };
  if (moved === true) return { title: ['pinned', 'the tag has moved', ...age].join(' · '), advice: 'refresh' };
  return { title: ['pinned', ...(moved === false ? ['the tag has not moved'] : []), ...age].join(' · ') };
}

/** Whether the tag still names the digest. Undefined where it is not known, or there is no digest. */
export function hasMoved({ tag: name, digest }: ImageReference, tag: RegistryAnswer | undefined): boolean | undefined {
  return name === undefined || digest === undefined || tag?.kind !== 'known' ? undefined : tag.facts.digest !== digest;
}

/** `docker.io`, asked on 2026-11-22 14:03 UTC */
const sourceText = ({ host, at }: Learned): string =>
  `${code(host)}, asked on ${dayOf(at)} ${new Date(at).toISOString().slice(11, 16)} UTC`;

interface Said {
  readonly text: string;
  readonly digest?: string;
}

const withCode = ({ text, digest }: Said): string => (digest === undefined ? text : `${text} ${code(digest)}`);

function movedText(reference: ImageReference, tag: RegistryAnswer | undefined): Said[] {
  if (reference.digest === undefined || reference.tag === undefined || !tag) return [];
  if (tag.kind === 'missing') return [{ text: 'The tag is not there any more' }];
  return hasMoved(reference, tag)
    ? [{ text: `The tag has moved: on ${dayOf(tag.facts.learned.at)} it named`, digest: tag.facts.digest }]
    : [{ text: `The tag still named this digest on ${dayOf(tag.facts.learned.at)}` }];
}

function createdText(image: PlatformFacts | undefined, today: string | undefined): string[] {
  const created = dayOfCreation(image?.created);
  if (created === undefined) return [];
  return [`Made on ${created}${ageText(created, today)}`];
}

/** `, 52 days ago` */
export function ageText(created: string, today: string | undefined): string {
  const days = today === undefined ? Number.NaN : Math.round((Date.parse(today) - Date.parse(created)) / DAY_MS);
  if (Number.isNaN(days) || days < 0) return '';
  return days === 0 ? ', today' : `, ${days === 1 ? 'a day' : `${days} days`} ago`;
}

function platformsText(platforms: readonly string[]): string[] {
  if (platforms.length === 0) return [];
  const shown = platforms.slice(0, MOST_PLATFORMS).map(code).join(', ');
  const more = platforms.length - MOST_PLATFORMS;
  return [`For ${shown}${more > 0 ? ` and ${more} more` : ''}`];
}

function imageLines(image: PlatformFacts | undefined): string[] {
  if (!image) return [];
  const { user, size, platform } = image;
  return [`Starts as ${code(user)} (${code(platform)})`, `${sizeText(size)} to download (${code(platform)})`];
}

const sizeText = (bytes: number): string => {
  const megabytes = bytes / 1_000_000;
  if (megabytes < 0.1) return 'Less than 0.1 MB';
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
};

function signedText(signed: Signed): string {
  switch (signed.kind) {
    case 'unsigned':
      return 'Not signed';
    case 'unverified':
      return `Signed; not verified: ${visible(signed.why)}`;
    case 'verified':
      return `Signed by ${visible(signed.key)}, verified`;
    case 'refused':
      return `Signed by nobody who is trusted: ${visible(signed.why)}`;
    case 'unknown':
      return `Signed or not: ${visible(signed.why)}`;
    default:
      return signed satisfies never;
  }
}

const ATTESTED: Readonly<Record<Attestation['kind'], string>> = {
  sbom: 'a list of what is in it (SBOM)',
  provenance: 'how it was built (provenance)',
  other: 'something else',
};

function attestedText(attestations: RegistryFacts['attestations']): string[] {
  const kinds = [...new Set(attestations?.map(({ kind }) => ATTESTED[kind]))];
  return kinds.length === 0 ? [] : [`Attested: ${kinds.join(', ')}`];
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
