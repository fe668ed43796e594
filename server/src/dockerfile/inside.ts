// The inside of one instruction, as dockerfile-ast cuts it: the only file that imports it. It is given the logical line,
// without continuations and comments, so that its columns are our offsets; and its answer counts only where it lies in the
// word that BuildKit reads there, because the two do not agree everywhere.
import { DockerfileParser, type From, type Instruction as ParsedInstruction } from 'dockerfile-ast';
import { once } from '../text/once';
import type { Instruction, Word } from './syntax';

interface ParsedRange {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}

/** The parts of an image reference as written, variables and all. */
export interface ImageParts {
  readonly name: Word;
  readonly tag?: Word;
  readonly digest?: Word;
}

/** The parts of FROM's image; the whole word as name where dockerfile-ast does not see it. */
export const imageParts = once((from: Instruction): ImageParts | undefined => {
  const [image] = from.args;
  if (!image) return undefined;
  const parsed = parseLine(from);
  if (!isFrom(parsed)) return { name: image };
  const part = (range: ParsedRange | null): Word | undefined => (range ? wordIn(from, range, image) : undefined);
  const name = part(parsed.getImageNameRange()) ?? image;
  const colon = from.text.charAt(name.end);
  return {
    name,
    tag: colon === ':' ? part(parsed.getImageTagRange()) : undefined,
    digest: part(parsed.getImageDigestRange()),
  };
});

/** dockerfile-ast takes quadratic time. An image reference has 255 characters, a tag 128. */
const MAX_LENGTH = 1_024;

function parseLine({ text }: Instruction): ParsedInstruction | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [parsed] = DockerfileParser.parse(text).getInstructions();
  return parsed;
}

const isFrom = (parsed: ParsedInstruction | undefined): parsed is From =>
  parsed !== undefined && 'getImageNameRange' in parsed;

const word = ({ text }: Instruction, start: number, end: number): Word => ({
  text: text.slice(start, end),
  start,
  end,
});

/** Undefined where the range does not lie in the word. */
function wordIn(instruction: Instruction, range: ParsedRange, outer: Word): Word | undefined {
  const { start, end } = { start: range.start.character, end: range.end.character };
  return start >= outer.start && end <= outer.end && start < end ? word(instruction, start, end) : undefined;
}
