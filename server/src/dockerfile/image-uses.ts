// Where a Dockerfile names images: FROM, `COPY --from`, `RUN --mount=from=`, `# syntax=`; and which text says it, so that a
// digest can be put there.
import { type ImageReference, parseImageReference } from '../image/reference';
import { once } from '../text/once';
import { comparePositions, type Range, rangeOf } from '../text/range';
import { toLower } from './go-text';
import type { Dockerfile } from './model';
import { type Instruction, type PlacedInstruction, rangeAt, type Word } from './syntax';
import { assignmentsOf } from './variables';

/** What names it. A source is named by COPY or a mount, where the name may also be that of a context. */
export type ImageUser = 'frontend' | 'base' | 'source';

/** An image, and the text in the file that is its reference and nothing else. */
export interface ImageUse {
  readonly reference: ImageReference;
  readonly range: Range;
  readonly user: ImageUser;
  /** The keyword of the instruction that holds the text; '' for a directive. */
  readonly instruction: string;
  /** The words that mean it: the text itself, or each FROM whose variable leads to it. */
  readonly namedAt: readonly Range[];
}

/** An image that no single text names. */
export interface UnplacedImage {
  readonly reference: ImageReference;
  readonly text: string;
  readonly range: Range;
  /** It has a digest all the same. */
  readonly isPinned: boolean;
  readonly reason: string;
}

export interface ImageUses {
  /** In the order of the file, one for each text: an ARG that several stages use is there once. */
  readonly uses: readonly ImageUse[];
  readonly unplaced: readonly UnplacedImage[];
}

/** Looked for once a file. */
export const imageUses = once((file: Dockerfile): ImageUses => {
  const uses = new Map<string, ImageUse>();
  const unplaced: UnplacedImage[] = [];
  const leave = (reference: ImageReference, text: string, range: Range, reason: string): void => {
    unplaced.push({ reference, text, range, isPinned: reference.digest !== undefined, reason });
  };
  const add = (use: Omit<ImageUse, 'namedAt'>, word = use.range): void => {
    const { reference, range } = use;
    const { start, end } = range;
    const key = `${start.line}:${start.character}`;
    const namedAt = [...(uses.get(key)?.namedAt ?? []), word];
    if (start.line === end.line) uses.set(key, { ...use, namedAt });
    else leave(reference, reference.text, range, 'it is written over several lines');
  };
  const frontend = frontendOf(file);
  if (frontend) add(frontend);
  const args = preambleArguments(file);
  for (const { step, word, reference } of fromsOf(file)) {
    if (!reference) continue;
    const found = textOf(word, step, reference, args);
    const named = rangeAt(step, word.start, word.end);
    if ('range' in found) add({ reference, ...found, user: 'base' }, named);
    else leave(reference, word.text, named, found.reason);
  }
  for (const { step, word } of copiedFrom(file)) {
    const reference = parseImageReference(word.text);
    const range = rangeAt(step, word.start, word.end);
    if (reference) add({ reference, range, user: 'source', instruction: step.instruction.name });
  }
  const inOrder = [...uses.values()].sort((a, b) => comparePositions(a.range.start, b.range.start));
  return { uses: inOrder, unplaced };
});

/** Without registry, namespace, tag or digest: COPY and mounts take a build context of that name before an image. */
export const isBareName = (name: string): boolean => /^[\w-]+$/.test(name) && !/^(?:context|scratch)$/i.test(name);

/** `# syntax=image arguments` */
export function frontendOf({ syntax }: Pick<Dockerfile, 'syntax'>): Omit<ImageUse, 'namedAt'> | undefined {
  const directive = syntax.directives.found.find(({ name }) => name === 'syntax');
  const [text = ''] = directive?.value.split(' ') ?? [];
  const reference = parseImageReference(text);
  if (!directive || !reference) return undefined;
  const { line, valueStart } = directive;
  const range = rangeOf(line, valueStart, line, valueStart + text.length);
  return { reference, range, user: 'frontend', instruction: '' };
}

interface From {
  readonly step: PlacedInstruction;
  readonly word: Word;
  readonly reference: ImageReference | undefined;
}

function fromsOf({ stages }: Dockerfile): From[] {
  return stages.flatMap(({ line, stage: { steps, image, base } }) => {
    const instruction = steps[0]?.instruction;
    if (!instruction || !image) return [];
    const reference = base.kind === 'image' ? base.reference : undefined;
    return [{ step: { line, instruction }, word: image, reference }];
  });
}

type Found = Pick<ImageUse, 'range' | 'instruction'> | { readonly reason: string };

/** So many ARGs name one another at most. */
const MAX_ARGUMENTS = 20;

/** The text that is the reference: the word itself, or the default of the ARG that it names. */
function textOf(word: Word, step: PlacedInstruction, reference: ImageReference, args: Arguments): Found {
  let at: Default = { word: unquoted(word), step };
  for (let i = 0; i < MAX_ARGUMENTS; i++) {
    const { text, start, end } = at.word;
    if (text === reference.text) return { range: rangeAt(at.step, start, end), instruction: at.step.instruction.name };
    const name = variableOf(text);
    if (name === undefined) return { reason: 'a part of it comes from a variable' };
    const set = args.defaults.get(name);
    if (!set) return { reason: `no single ARG says what $${name} is` };
    if (args.inPart.has(name)) return { reason: `$${name} is also a part of other names` };
    at = set;
  }
  return { reason: 'too many ARGs lead to it' };
}

function unquoted({ text, start, end }: Word): Word {
  const quote = text.charAt(0);
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote);
  return isQuoted ? { text: text.slice(1, -1), start: start + 1, end: end - 1 } : { text, start, end };
}

/** `$NAME` or `${NAME}` and nothing else. */
function variableOf(text: string): string | undefined {
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(text) ?? [];
  return plain ?? braced;
}

interface Default {
  readonly word: Word;
  readonly step: PlacedInstruction;
}

/** The ARGs before the first FROM. */
interface Arguments {
  /** Undefined for one that is set twice, or has no default. */
  readonly defaults: ReadonlyMap<string, Default | undefined>;
  /** `FROM $NAME-slim`: a digest in such an ARG would end in the middle of a name. */
  readonly inPart: ReadonlySet<string>;
}

function preambleArguments(file: Dockerfile): Arguments {
  const defaults = new Map<string, Default | undefined>();
  const words = fromsOf(file).map(({ word }) => word);
  for (const step of file.preamble) {
    if (step.instruction.name !== 'ARG') continue;
    for (const { name, value } of assignmentsOf(step.instruction)) {
      defaults.set(name.text, value && !defaults.has(name.text) ? { word: unquoted(value), step } : undefined);
      if (value) words.push(value);
    }
  }
  const inPart = new Set<string>();
  for (const word of words) {
    if (variableOf(unquoted(word).text) !== undefined) continue;
    for (const [, name = ''] of word.text.matchAll(/\$\{?(\w+)/g)) inPart.add(name);
  }
  return { defaults, inPart };
}

/** Names in `--from=` and `--mount=from=` that are no stage of this file. What ONBUILD delays is for another file. */
function copiedFrom({ stages }: Dockerfile): { step: PlacedInstruction; word: Word }[] {
  const names = new Set(stages.map(({ stage }) => stage.name));
  const isStage = ({ instruction }: PlacedInstruction, { text }: Word): boolean =>
    names.has(toLower(text)) || (instruction.name === 'COPY' && /^[-+]?\d+$/.test(text));
  return stages.flatMap(({ line, stage }) =>
    stage.steps.flatMap((own) => {
      const step = { line: line + own.line, instruction: own.instruction };
      const words = sourcesOf(own.instruction).filter((word) => !isStage(step, word));
      return words.map((word) => ({ step, word }));
    }),
  );
}

function sourcesOf(instruction: Instruction): Word[] {
  const { name, flags, text } = instruction;
  const plain = flags.filter((flag) => text.slice(flag.start, flag.end) === flag.text);
  if (name === 'COPY') return plain.flatMap((flag) => behind(flag, '--from='));
  if (name !== 'RUN') return [];
  return plain.flatMap((flag) => behind(flag, '--mount=')).flatMap(sourceOfMount);
}

const behind = ({ text, start, end }: Word, prefix: string): Word[] =>
  text.startsWith(prefix) ? [{ text: text.slice(prefix.length), start: start + prefix.length, end }] : [];

/** A quoted field would need its quotes read as CSV has them: left alone. */
function sourceOfMount({ text, start }: Word): Word[] {
  if (text.includes('"')) return [];
  let at = start;
  for (const field of text.split(',')) {
    if (toLower(field.slice(0, 5)) === 'from=')
      return behind({ text: field, start: at, end: at + field.length }, field.slice(0, 5));
    at += field.length + 1;
  }
  return [];
}
