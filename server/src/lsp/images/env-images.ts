// Images that a `.env` beside a Compose file says: the file that a digest goes into, and who names it.
import { envFilesOf } from '../../compose/env-files';
import { composeImages, type EnvImageUse } from '../../compose/image-uses';
import type { ImageUse } from '../../dockerfile/image-uses';
import { isMeant } from '../../dockerfile/pin-edit';
import type { Analysis } from '../../lint/analysis';
import { overlaps, type Range } from '../../text/range';
import { childUri, parentUri } from '../../text/uri';
import type { FileSystem } from '../../workspace/file-system';
import type { OpenTexts } from '../open-texts';
import type { CurrentFile } from './apply-pins';
import type { LeftImage } from './outcome';
import { type FileToPin, leftImage } from './pin-files';

/** Those that a Compose file names in a range. */
export const envImagesIn = ({ compose }: Analysis, range: Range): readonly EnvImageUse[] =>
  compose ? composeImages(compose).inEnv.filter(({ named }) => overlaps(named, range)) : [];

const textAnalysis = (uri: string, text: string): Analysis => ({ uri, lines: text.split('\n'), findings: [] });

/** The `.env` that says the image. */
export function envFileOf(
  { compose }: Analysis,
  use: ImageUse,
  pathOf: (uri: string) => string,
): FileToPin | undefined {
  const env = compose?.environment;
  return env && { uri: env.uri, path: pathOf(env.uri), analysis: textAnalysis(env.uri, env.text), uses: [use] };
}

/** All that Compose files name, each `.env` once. */
export function envFilesToPin(
  analyses: readonly Analysis[],
  pathOf: (uri: string) => string,
): { readonly files: readonly FileToPin[]; readonly left: readonly LeftImage[] } {
  const found = envFilesOf(analyses.flatMap(({ compose }) => compose ?? []));
  const files = found.map(({ uri, text, uses }): FileToPin => {
    const meant = uses.filter(({ reference }) => isMeant(reference, 'pin'));
    return { uri, path: pathOf(uri), analysis: textAnalysis(uri, text), uses: meant };
  });
  const left = found.flatMap(({ left: each }, i) => {
    const file = files[i];
    return file ? each.map(({ use, reason }) => leftImage(file, use, reason)) : [];
  });
  return { files, left };
}

/** As it is now: what is typed counts. Undefined for what can't be read, and what must not be edited. */
export async function currentEnv(uri: string, texts: OpenTexts, files: FileSystem): Promise<CurrentFile | undefined> {
  const source = await texts
    .over(files)
    .readText(uri)
    .catch(() => undefined);
  return source?.isExact
    ? { analysis: textAnalysis(uri, source.text), version: texts.versionOf(uri) ?? null }
    : undefined;
}

export const isEnv = (uri: string): boolean => uri === childUri(parentUri(uri) ?? '', '.env');
