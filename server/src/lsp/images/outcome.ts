// What became of a command about images, and the one message that tells it.
import { MessageType } from 'vscode-languageserver';
import { counted } from '../../report/text';
import type { Closed } from './reach';

/** An image that was left as it is. */
export interface LeftImage {
  readonly image: string;
  /** `api/Dockerfile:3` */
  readonly place: string;
  readonly reason: string;
}

/** Of one image: days are as `2026-11-22`, undefined where the image does not say when it was made. */
export interface Refreshed {
  readonly image: string;
  readonly moved: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** changed: the text did, so nothing was edited. rejected: the editor, or who looked at the preview, did not take the edit. */
export type Stop = 'cancelled' | 'changed' | 'rejected' | 'noImage' | Closed;

export interface ImagesOutcome {
  readonly scope: 'image' | 'file' | 'workspace';
  /** Edited. */
  readonly images: number;
  readonly files: number;
  readonly left: readonly LeftImage[];
  readonly stop?: Stop;
  readonly refreshed?: Refreshed;
  /** Of these edits some may not have been ticked. */
  readonly isPreviewed?: true;
  readonly isLookUp?: true;
  /** What its registry says of an image, in a line. */
  readonly said?: string;
}

export const stopped = (scope: ImagesOutcome['scope'], stop: Stop, left: readonly LeftImage[] = []): ImagesOutcome => ({
  scope,
  images: 0,
  files: 0,
  left,
  stop,
});

export interface Message {
  readonly type: MessageType;
  readonly message: string;
}

const STOPS: Readonly<Record<Stop, string>> = {
  cancelled: '',
  rejected: '',
  changed: 'The text has changed meanwhile: nothing was pinned. Try again.',
  noImage: 'There is no image here that can be pinned.',
  off: "No registry is asked: 'hullwright.network' is off.",
  untrusted: 'No registry is asked in a workspace that is not trusted.',
  nowhere: 'Registries are asked only for files of this machine.',
};

/** One message for all of it; undefined where the text of the file says enough. */
export function messageOf(outcome: ImagesOutcome): Message | undefined {
  const { scope, images, files, left, stop, refreshed, isPreviewed, isLookUp, said = '' } = outcome;
  const first = stop ? STOPS[stop] : refreshed ? refreshedText(refreshed) : said;
  const done = isPreviewed || stop || scope === 'image' ? '' : doneText(images, files);
  const rest = leftText(left, isLookUp ? 'looked up' : 'pinned');
  const parts = [first, done, rest].filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const isBad = left.length > 0 || (stop !== undefined && stop !== 'noImage');
  const type = isBad ? (images > 0 ? MessageType.Warning : MessageType.Error) : MessageType.Info;
  return { type, message: parts.join(' ') };
}

function doneText(images: number, files: number): string {
  if (images === 0) return 'There is no image that a digest could be put behind.';
  return `${counted(images, 'image', 'images')} pinned in ${counted(files, 'file', 'files')}.`;
}

function refreshedText({ image, moved, from, to }: Refreshed): string {
  if (!moved) return `${image} has not moved from the digest that it is pinned to.`;
  return from && to ? `${image} moved: the image of ${from} gave way to that of ${to}.` : `${image} moved.`;
}

const MOST_LEFT = 3;

function leftText(left: readonly LeftImage[], verb: string): string {
  if (left.length === 0) return '';
  const shown = left.slice(0, MOST_LEFT).map(({ image, place, reason }) => `${image} (${place}): ${reason}`);
  const more = left.length > MOST_LEFT ? [`${left.length - MOST_LEFT} more in the output`] : [];
  return `Not ${verb}: ${[...shown, ...more].join('; ')}.`;
}
