// The words that stand anywhere in a stage, in what it is built on and in what may be put into it: what a rule looks for can be
// nowhere else, so a stage without any of its words need not be asked.
import { once } from '../text/once';
import type { Stage } from './stages';
import type { Instruction } from './syntax';

const WORD = /[a-z0-9]+/gi;
/** `\nHost` in what printf writes is the word `Host`. */
const BEHIND_ESCAPE = /\\[nrt]([a-z0-9]+)/gi;
/** Longer stages hold nearly every word, and are edited: gathering would cost more than it spares. */
const MAX_STEPS = 100;
/** What is built on more stages than this is asked by every rule. */
const MAX_BELOW = 8;

const ofInstructions = new WeakMap<Instruction, ReadonlySet<string>>();

export interface StageWords {
  has(word: string): boolean;
}

const EVERY: StageWords = { has: () => true };

/** In lower case, letters and digits alone: `apt-get` is two. */
export const wordsOf: (stage: Stage) => StageWords = once((stage: Stage): StageWords => {
  const { steps, base, globals } = stage;
  if (isFarUp(stage)) return EVERY;
  const below = base.kind === 'stage' ? wordsOf(base.stage) : undefined;
  if (steps.length > MAX_STEPS || below === EVERY || globals.instructions.length > MAX_STEPS) return EVERY;
  const sets = [...steps.map(({ instruction }) => instruction), ...globals.instructions].map(wordsIn);
  if (sets.length < 4) return { has: (word) => sets.some((set) => set.has(word)) || below?.has(word) === true };
  const all = new Set<string>();
  for (const set of sets) for (const word of set) all.add(word);
  return below ? { has: (word) => all.has(word) || below.has(word) } : all;
});

function isFarUp(stage: Stage): boolean {
  let { base } = stage;
  for (let below = 0; base.kind === 'stage'; below++, { base } = base.stage) if (below === MAX_BELOW) return true;
  return false;
}

function wordsIn(instruction: Instruction): ReadonlySet<string> {
  const known = ofInstructions.get(instruction);
  if (known) return known;
  const words = new Set<string>();
  for (const text of [instruction.text, ...instruction.heredocs.map(({ content }) => content)]) {
    for (const [word] of text.matchAll(WORD)) words.add(word.toLowerCase());
    for (const [, word = ''] of text.matchAll(BEHIND_ESCAPE)) words.add(word.toLowerCase());
  }
  ofInstructions.set(instruction, words);
  return words;
}

/** A name as the words that it is made of, all of which have to stand there. */
export const wordsOfName = (name: string): readonly string[] => name.toLowerCase().match(WORD) ?? [];
