// Which of many things that are looked for may stand in a stage, by the words that they are made of: in its own text, in what it
// is built on and in what may be put into it. What a rule looks for can be nowhere else, so it need not be asked of other stages.
import { once } from '../text/once';
import type { Stage } from './stages';
import type { Instruction } from './syntax';

const WORD = /[a-z0-9]+/g;
/** `\nHost` in what printf writes is the word `Host`. */
const BEHIND_ESCAPE = /(?<=\\[nrt])[a-z0-9]+/g;
/** Longer stages hold nearly every word, and are edited: gathering would cost more than it spares. */
const MAX_STEPS = 100;
/** What is built on more stages than this may hold everything. */
const MAX_BELOW = 8;

const EVERY = 'every';
type Words = ReadonlySet<string> | typeof EVERY;

/** A name that is several words, all of which have to stand there: `apt-get`. */
interface Joined {
  readonly at: number;
  readonly words: readonly string[];
}

/** Each of what is looked for is a list of names, one of which has to stand there. Undefined: it may be in every stage. */
export class StageWords {
  private readonly byWord = new Map<string, number[]>();
  private readonly joined: Joined[] = [];
  private readonly vocabulary = new Set<string>();
  private readonly always: Uint8Array;
  private readonly every: Uint8Array;
  private readonly wordsOf: (stage: Stage) => Words = once((stage) => this.gathered(stage));
  private readonly wordsIn = once((instruction: Instruction) => this.found(instruction));

  constructor(lookedFor: readonly (readonly string[] | undefined)[]) {
    this.always = Uint8Array.from(lookedFor, (names) => (names ? 0 : 1));
    this.every = new Uint8Array(lookedFor.length).fill(1);
    for (const [at, names = []] of lookedFor.entries()) for (const name of names) this.add(at, name);
  }

  /** By the places in what is looked for: 0 for what can't be in the stage. */
  in(stage: Stage): Readonly<Uint8Array> {
    const words = this.wordsOf(stage);
    if (words === EVERY) return this.every;
    const found = this.always.slice();
    for (const word of words) for (const at of this.byWord.get(word) ?? NOWHERE) found[at] = 1;
    for (const { at, words: all } of this.joined) if (all.every((word) => words.has(word))) found[at] = 1;
    return found;
  }

  private add(at: number, name: string): void {
    const words = name.toLowerCase().match(WORD) ?? [];
    for (const word of words) this.vocabulary.add(word);
    const [word = '', ...more] = words;
    if (more.length > 0) this.joined.push({ at, words });
    else this.byWord.set(word, [...(this.byWord.get(word) ?? NOWHERE), at]);
  }

  private gathered(stage: Stage): Words {
    const { steps, base, globals } = stage;
    if (isFarUp(stage)) return EVERY;
    const below = base.kind === 'stage' ? this.wordsOf(base.stage) : undefined;
    if (steps.length > MAX_STEPS || below === EVERY || globals.instructions.length > MAX_STEPS) return EVERY;
    const words = new Set(below);
    for (const { instruction } of steps) for (const word of this.wordsIn(instruction)) words.add(word);
    for (const instruction of globals.instructions) for (const word of this.wordsIn(instruction)) words.add(word);
    return words;
  }

  private found({ text, heredocs }: Instruction): readonly string[] {
    const found = new Set<string>();
    this.lookIn(text, found);
    for (const { content } of heredocs) this.lookIn(content, found);
    return [...found];
  }

  private lookIn(text: string, found: Set<string>): void {
    const lower = text.toLowerCase();
    for (const word of lower.match(WORD) ?? []) if (this.vocabulary.has(word)) found.add(word);
    if (!lower.includes('\\')) return;
    for (const word of lower.match(BEHIND_ESCAPE) ?? []) if (this.vocabulary.has(word)) found.add(word);
  }
}

const NOWHERE: readonly number[] = [];

function isFarUp(stage: Stage): boolean {
  let { base } = stage;
  for (let below = 0; base.kind === 'stage'; below++, { base } = base.stage) if (below === MAX_BELOW) return true;
  return false;
}
