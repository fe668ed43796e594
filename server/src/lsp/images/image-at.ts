// The image that a command is about.
import type { ImageUse } from '../../dockerfile/image-uses';
import type { Analysis } from '../../lint/analysis';
import { rangeOf } from '../../text/range';
import { lineBreaksOf } from '../line-breaks';
import type { CurrentFile } from './apply-pins';
import type { ImagePlace } from './commands';
import { envFileOf, envImagesIn } from './env-images';
import { type ImagesOutcome, stopped } from './outcome';
import { type FileToPin, leftUnplaced } from './pin-files';
import { imagesIn, imagesOf } from './placed-images';

export interface FoundImage {
  /** With this image alone. */
  readonly file: FileToPin;
  readonly use: ImageUse;
}

/** What stops the command where there is none. */
export function imageAt(
  { uri, position, version }: ImagePlace,
  current: CurrentFile,
  pathOf: (uri: string) => string,
): FoundImage | ImagesOutcome {
  const { analysis } = current;
  if (version !== undefined && version !== current.version) return stopped('image', 'changed');
  const at = lineBreaksOf(analysis.lines).fromEditor({ start: position, end: position });
  const { line } = at.start;
  // Who runs it from a palette has the cursor anywhere on the line.
  const use = imagesIn(analysis, at)[0] ?? onlyOneOn(analysis, line);
  const named = use ? undefined : envImagesIn(analysis, rangeOf(line, 0, line, MAX_COLUMN))[0];
  const envFile = named && envFileOf(analysis, named.use, pathOf);
  if (named && envFile) return { file: envFile, use: named.use };
  const file = { uri, path: pathOf(uri), analysis, uses: use ? [use] : [] };
  if (use) return { file, use };
  const unplaced = imagesOf(analysis).unplaced.find(({ range }) => range.start.line === line);
  return stopped('image', 'noImage', unplaced ? [leftUnplaced(file, unplaced)] : []);
}

const MAX_COLUMN = 2 ** 31 - 1;

function onlyOneOn(analysis: Analysis, line: number): ImageUse | undefined {
  const found = imagesIn(analysis, rangeOf(line, 0, line + 1, 0)).filter(({ range, namedAt }) =>
    [range, ...namedAt].some(({ start }) => start.line === line),
  );
  return found.length === 1 ? found[0] : undefined;
}
