// Asks for the digests of the images of files, and makes the edits: what can't be pinned is left, with the reason.
import type { ImageUse, UnplacedImage } from '../../dockerfile/image-uses';
import { pinEdit } from '../../dockerfile/pin-edit';
import type { Analysis } from '../../lint/analysis';
import { visible } from '../../report/visible';
import type { TextEdit } from '../../text/edit';
import { type DigestAnswer, type DigestSource, digestAnswer } from '../../workspace/digests';
import type { LeftImage } from './outcome';

/** A file with the images of it that are meant. */
export interface FileToPin {
  readonly uri: string;
  /** As messages name it. */
  readonly path: string;
  readonly analysis: Analysis;
  readonly uses: readonly ImageUse[];
}

export interface Pin {
  readonly image: string;
  readonly digest: string;
  /** In lines that end at LF. */
  readonly edit: TextEdit;
}

export interface FilePins {
  readonly file: FileToPin;
  readonly pins: readonly Pin[];
}

export interface Pins {
  readonly files: readonly FilePins[];
  readonly left: readonly LeftImage[];
}

/** An image as it is named, without its digest. */
export const taggedText = ({ reference: { text } }: ImageUse): string => visible(text.split('@')[0] ?? text);

export function leftImage({ path }: FileToPin, use: ImageUse, reason: string): LeftImage {
  return { image: taggedText(use), place: `${visible(path)}:${use.range.start.line + 1}`, reason: visible(reason) };
}

export function leftUnplaced({ path }: Pick<FileToPin, 'path'>, { text, range, reason }: UnplacedImage): LeftImage {
  return { image: visible(text), place: `${visible(path)}:${range.start.line + 1}`, reason };
}

/** `answered` hears of each image. */
export async function pinFiles(
  files: readonly FileToPin[],
  sourceOf: (file: FileToPin) => DigestSource,
  answered: (use: ImageUse) => void,
): Promise<Pins> {
  const left: LeftImage[] = [];
  const pinned = files.map(async (file): Promise<FilePins> => {
    const answers = file.uses.map(async (use) => {
      const answer = await digestAnswer(sourceOf(file), use.reference);
      answered(use);
      return { use, answer };
    });
    const pins: Pin[] = [];
    for (const { use, answer } of await Promise.all(answers)) {
      const pin = pinOf(use, answer);
      if (pin) pins.push(pin);
      else if ('problem' in answer) left.push(leftImage(file, use, answer.problem));
    }
    return { file, pins };
  });
  const all = await Promise.all(pinned);
  return { files: all.filter(({ pins }) => pins.length > 0), left };
}

/** Undefined for an unknown digest, and for the one that is there. */
function pinOf(use: ImageUse, answer: DigestAnswer): Pin | undefined {
  if ('problem' in answer || answer.digest === use.reference.digest) return undefined;
  return { image: taggedText(use), digest: answer.digest, edit: pinEdit(use, answer.digest) };
}
