// Compares our reader with the real BuildKit parser on generated Dockerfiles:
// `node scripts/run.mjs buildkit-check [seed] [count] [file of JSON strings]`. Needs Go. With KINDS=1 in the environment
// it also counts what BuildKit answered.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { wellFormed } from '../server/src/dockerfile/go-quote';
import { toLower } from '../server/src/dockerfile/go-text';
import { readDockerfile, syntaxProblem } from '../server/src/dockerfile/read';
import type { Instruction, PlacedInstruction } from '../server/src/dockerfile/syntax';
import { fileProblem } from '../server/src/dockerfile/validate';
import { mountOptionProblem } from '../server/src/dockerfile/validate/mounts';
import { generator } from './buildkit-check/generate';
import { type Checker, goChecker } from './go-checker';

interface Described {
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
  readonly flags: readonly string[];
  readonly args: readonly string[];
  readonly json: boolean;
  readonly heredocs: readonly unknown[];
  readonly trigger?: Described;
}

interface Answer {
  readonly error?: string;
  readonly escape?: string;
  readonly instructions?: readonly Described[];
  readonly instructionErrors?: readonly string[];
  readonly stages?: readonly string[];
  readonly mounts?: readonly { readonly line: number; readonly error?: string; readonly unsure?: boolean }[];
}

const BATCH = 20_000;
const SHOWN = 5;

const ask = (checker: Checker, texts: readonly string[]): Answer[] =>
  checker(texts.map((text) => JSON.stringify(text))).map((line): Answer => JSON.parse(line, cleaned));

// Where BuildKit cuts a letter between its bytes it keeps the broken bytes; we keep a U+FFFD, not one for each.
const clean = (text: string): string => wellFormed(text).replace(/\ufffd+/g, '\ufffd');
const cleaned = (_: string, value: unknown): unknown => (typeof value === 'string' ? clean(value) : value);

function describe(instruction: Instruction, line: number): Described {
  const { keyword, flags, args, json, heredocs, trigger } = instruction;
  return {
    keyword: clean(keyword.text),
    start: line + 1,
    end: line + instruction.lineCount,
    flags: flags.map(({ text }) => clean(text)),
    args: args.map(({ text }) => clean(text)),
    json,
    heredocs: heredocs.map(({ name, content, expand, chomp, descriptor }) => ({
      name: clean(name),
      content: clean(content),
      expand,
      chomp,
      descriptor: String(descriptor),
    })),
    ...(trigger ? { trigger: { ...describe(trigger, 0), start: 0, end: 0 } } : {}),
  };
}

function stageOf({ instruction }: PlacedInstruction): string {
  const [base, , name] = instruction.args;
  return clean(`${toLower(name?.text ?? '')}<-${base?.text ?? ''}`);
}

/** What differs: a kind to count by, and the two sides. */
function difference(text: string, theirs: Answer): readonly [string, unknown, unknown] | undefined {
  const syntax = readDockerfile(text);
  const refused = syntaxProblem(syntax)?.message;
  if ((refused === undefined) !== (theirs.error === undefined)) return ['readable', refused, theirs.error];
  if (refused !== undefined)
    return clean(refused) === theirs.error ? undefined : ['parse error', refused, theirs.error];
  if (syntax.directives.escape !== theirs.escape) return ['escape', syntax.directives.escape, theirs.escape];
  for (const [i, { instruction, line }] of syntax.instructions.entries()) {
    const ours = describe(instruction, line);
    if (!isDeepStrictEqual(ours, theirs.instructions?.[i])) return ['instruction', ours, theirs.instructions?.[i]];
  }
  if (syntax.instructions.length !== theirs.instructions?.length) return ['count', syntax.instructions.length, theirs];
  const problem = fileProblem(syntax)?.message;
  const wordings = theirs.instructionErrors;
  if ((problem === undefined) !== (wordings === undefined)) return ['acceptable', problem, wordings];
  if (problem !== undefined) return wordings?.includes(clean(problem)) ? undefined : ['message', problem, wordings];
  const stages = syntax.instructions.filter(({ instruction }) => instruction.name === 'FROM').map(stageOf);
  if (!isDeepStrictEqual(stages, theirs.stages ?? [])) return ['stages', stages, theirs.stages];
  const runs = syntax.instructions.filter(({ instruction }) => instruction.name === 'RUN');
  for (const [i, { instruction }] of runs.entries()) {
    const message = mountOptionProblem(instruction)?.message;
    const real = theirs.mounts?.[i];
    if (message !== real?.error && !(message === undefined && real?.unsure)) return ['mount', message, real];
  }
  return undefined;
}

const [seed = '1', count = '200000', file] = process.argv.slice(2);
const given: string[] | undefined =
  file === undefined
    ? undefined
    : readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
const next = generator(Number(seed));
const total = given?.length ?? Number(count);
const checker = goChecker('buildkit-check');
const differences = new Map<string, number>();
const kinds = new Map<string, number>();
let parsed = 0;
let refused = 0;
for (let done = 0; done < total; done += BATCH) {
  const size = Math.min(BATCH, total - done);
  const texts = given?.slice(done, done + size) ?? Array.from({ length: size }, next);
  for (const [i, theirs] of ask(checker, texts).entries()) {
    const text = texts[i] ?? '';
    if (!theirs.error) parsed++;
    const [message] = theirs.instructionErrors ?? [];
    if (message) refused++;
    const kind = (message ?? theirs.error ?? 'accepted')
      .replace(/on line \d+/, '')
      .replace(/(instruction: |flag:? |not: |could not parse ).*/su, '$1…')
      .replace(/["'`].*["'`]/su, '…')
      .slice(0, 60);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const found = difference(text, theirs);
    if (!found) continue;
    const [what, ours, real] = found;
    const seen = differences.get(what) ?? 0;
    differences.set(what, seen + 1);
    if (seen < SHOWN)
      console.log(what, JSON.stringify(text), '\n  ours  ', JSON.stringify(ours), '\n  theirs', JSON.stringify(real));
  }
}
if (process.env.KINDS)
  console.log(
    [...kinds]
      .sort((a, b) => b[1] - a[1])
      .map(([kind, n]) => `${n} ${kind}`)
      .join('\n'),
  );
console.log(
  `${total} files: ${parsed} readable, ${refused} of them refused; differences: ${JSON.stringify([...differences])}`,
);
process.exit(differences.size > 0 ? 1 : 0);
