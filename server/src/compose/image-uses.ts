// Where a Compose file names images that are pulled, and which text says it, so that a digest can be put there.
import type { ImageUse, ImageUses, UnplacedImage } from '../dockerfile/image-uses';
import { type ImageReference, parseImageReference } from '../image/reference';
import { once } from '../text/once';
import { comparePositions, type Range, rangeOf } from '../text/range';
import { type EnvImages, envImages, variableOf } from './env-images';
import { type Project, type Service, valueAt } from './model';
import type { Scalar } from './node';
import { isOwn } from './place';

export interface ComposeImages extends ImageUses {
  /** What variables of `.env` hold. */
  readonly env: EnvImages | undefined;
  /** Images that `.env` says, where this file names them. */
  readonly inEnv: readonly EnvImageUse[];
}

export interface EnvImageUse {
  /** In `.env`. */
  readonly use: ImageUse;
  /** In this file. */
  readonly named: Range;
}

const known = new WeakMap<Project, ComposeImages>();

/** Looked for once a file. */
export function composeImages(project: Project): ComposeImages {
  const uses = known.get(project) ?? findImages(project);
  known.set(project, uses);
  return uses;
}

function findImages(project: Project): ComposeImages {
  const { services, all, lines } = project;
  const env = envImages(project);
  const inEnv: EnvImageUse[] = [];
  // What a service builds is called what its `image` says, and who names it as well means what was built.
  const built = new Set<string | undefined>();
  for (const service of all.values()) if (isBuilt(service)) built.add(scalarImage(service)?.text);
  const uses: ImageUse[] = [];
  const unplaced: UnplacedImage[] = [];
  for (const { line, service } of services) {
    const pulled = pulledImage(service);
    if (!pulled || built.has(pulled.image.text)) continue;
    const { image, reference, isWhole } = pulled;
    const { start, end } = image.origin.range;
    const written = rangeOf(start.line + line, start.character, end.line + line, end.character);
    const { text } = image;
    const token = isWhole ? tokenAt(lines, written, image.written) : undefined;
    if (token) {
      const range = partOf(token, image.written.lastIndexOf(text), text.length);
      uses.push({ reference, range, user: 'base', instruction: 'image', namedAt: [token] });
      continue;
    }
    const variable = variableOf(image) ?? '';
    const use = env?.uses.get(variable);
    const isOnlyImage = env?.otherwise.has(variable) !== true;
    if (use && isOnlyImage) {
      inEnv.push({ use, named: written });
      continue;
    }
    const why = isWhole ? 'it is not written as one word' : 'a part of it comes from a variable';
    const reason = use ? alsoSomethingElse(variable) : why;
    unplaced.push({ reference, text, range: written, isPinned: reference.digest !== undefined, reason });
  }
  return { uses: uses.sort((a, b) => comparePositions(a.range.start, b.range.start)), unplaced, env, inEnv };
}

export const alsoSomethingElse = (variable: string): string => `$${variable} is also used for something else`;

interface PulledImage {
  readonly image: Scalar;
  readonly reference: ImageReference;
  /** The text itself stands here, and not a variable's value. */
  readonly isWhole: boolean;
}

/** What the service itself names, and does not build. */
const pulledImage = once((service: Service): PulledImage | undefined => {
  const image = scalarImage(service);
  if (!image || !isOwn(service, image) || service.isPartial || isBuilt(service)) return undefined;
  const reference = parseImageReference(image.text);
  if (!reference) return undefined;
  const shipped = image.certainty === 'default' ? DEFAULTED.exec(image.written)?.[1] : image.written;
  return { image, reference, isWhole: shipped === image.text };
});

/** `${NAME:-image}` and nothing else: what the service runs when nobody sets the variable. */
const DEFAULTED = /^\$\{[A-Za-z_]\w*:?-([^${}\s]+)\}$/;

function scalarImage({ body }: Service): Scalar | undefined {
  const image = valueAt(body, 'image');
  return image?.kind === 'scalar' ? image : undefined;
}

/** Also where it may be: Compose pulls before it builds, but what it pulls is what was built and pushed. */
const isBuilt = ({ body }: Service): boolean => valueAt(body, 'build') !== undefined;

/** Without its quotes. Undefined where anything but the name stands there: an escape, several lines. */
function tokenAt(lines: readonly string[], { start, end }: Range, text: string): Range | undefined {
  if (start.line !== end.line) return undefined;
  const shown = lines[start.line]?.slice(start.character, end.character);
  if (shown === text) return { start, end };
  if (shown !== `"${text}"` && shown !== `'${text}'`) return undefined;
  return rangeOf(start.line, start.character + 1, end.line, end.character - 1);
}

const partOf = ({ start: { line, character } }: Range, at: number, length: number): Range =>
  rangeOf(line, character + at, line, character + at + length);
