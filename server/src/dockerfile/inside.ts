// The inside of one instruction, as dockerfile-ast cuts it: the only file that imports it. It is given the logical line,
// without continuations and comments, so that its columns are our offsets; and its answer counts only where it lies in the
// word that BuildKit reads there, because the two do not agree everywhere.
import { DockerfileParser, type From, type Instruction as ParsedInstruction } from 'dockerfile-ast';
import type { Instruction, Word } from './syntax';

interface ParsedRange {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}

/** Names without quotes, variables and digests: they need no other reader. */
const PLAIN = /^[\w./:-]+$/;

/** The tag of FROM's image as written, variables and all; undefined where there is none, or it is not seen. */
export function tagPart(from: Instruction): Word | undefined {
  const [image] = from.args;
  if (!image) return undefined;
  if (PLAIN.test(image.text)) {
    const colon = image.text.lastIndexOf(':');
    return colon > image.text.lastIndexOf('/') ? word(from, image.start + colon + 1, image.end) : undefined;
  }
  const parsed = parseLine(from);
  const range = isFrom(parsed) ? parsed.getImageTagRange() : null;
  return range ? wordIn(from, range, image) : undefined;
}

/** dockerfile-ast takes quadratic time. An image reference has 255 characters, a tag 128. */
const MAX_LENGTH = 1_024;

function parseLine({ text }: Instruction): ParsedInstruction | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [parsed] = DockerfileParser.parse(text).getInstructions();
  return parsed;
}

const isFrom = (parsed: ParsedInstruction | undefined): parsed is From =>
  parsed !== undefined && 'getImageTagRange' in parsed;

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
