// Holds the fixes for Compose files to compose-go, Compose's own reader: `node scripts/run.mjs compose-check [folder]`. Needs Go.
// Each fix is applied alone: what loaded loads still, and only what the fix declares reads differently.
import { ownEdits } from '../server/src/lint/fix';
import { applyEdits } from '../server/src/text/edit';
import { readingOf, undeclared } from './compose-check/reading';
import { analyser } from './corpus/analyser';
import { COMPOSE_CORPUS, type CorpusFile, readCorpus } from './corpus/files';
import { type Checker, goChecker } from './go-checker';

interface Question {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
}
type Answer = { readonly error: string } | { readonly project: Parameters<typeof readingOf>[0] };

interface Attempt {
  readonly file: CorpusFile;
  readonly rule: string;
  readonly title: string;
  readonly line: number;
  readonly declared: ReadonlySet<string>;
  readonly before: Question;
  readonly after: Question;
}

const BATCH = 2_000;
/** Of each rule. */
const SHOWN_EACH = 5;

/** Answers in the order of the questions; each is asked once. */
function ask(checker: Checker, questions: readonly Question[]): Answer[] {
  const lines = questions.map((question) => JSON.stringify(question));
  const different = [...new Set(lines)];
  const answers = checker(different);
  const answered = new Map(different.map((line, i) => [line, answers[i] ?? '']));
  return lines.map((line): Answer => JSON.parse(answered.get(line) ?? ''));
}

/** Variables without which Compose does not start. */
const askedFor = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(?<!\$)\$\{(\w+):?\?/g)].map(([, name = '']) => [name, 'given']));

const analyse = analyser('strict');

function* attemptsOn(file: CorpusFile): Generator<Attempt> {
  const { text } = file;
  for (const { rule, range, fixes } of analyse(file).findings) {
    for (const fix of fixes) {
      const edits = fix.safety === 'manual' ? undefined : ownEdits(fix);
      if (!edits) continue;
      const fixed = applyEdits(text, edits);
      const environment = askedFor(fixed);
      const { adds = [], removes = [], changes = [] } = fix.delta;
      yield {
        file,
        rule,
        title: fix.title,
        line: range.start.line + 1,
        declared: new Set([...adds, ...removes, ...changes]),
        before: { text, environment },
        after: { text: fixed, environment },
      };
    }
  }
}

function problemOf({ declared }: Attempt, before: Answer, after: Answer): string | undefined {
  if ('error' in before) return undefined;
  if ('error' in after) return `Compose refuses it: ${after.error}`;
  const changed = undeclared(readingOf(before.project), readingOf(after.project), declared);
  return changed.length === 0 ? undefined : `it changes ${changed.join(', ')}`;
}

const [folder = COMPOSE_CORPUS] = process.argv.slice(2);
const checker = goChecker('compose-check');
const files = await readCorpus(folder, 'compose');
const attempts = files.flatMap((file) => [...attemptsOn(file)]);
const byRule = new Map<string, { tried: number; wrong: number }>();
let refusedBefore = 0;
let mended = 0;
let wrong = 0;
for (let done = 0; done < attempts.length; done += BATCH) {
  const batch = attempts.slice(done, done + BATCH);
  const answers = ask(
    checker,
    batch.flatMap(({ before, after }) => [before, after]),
  );
  for (const [i, attempt] of batch.entries()) {
    const [before, after] = [answers[2 * i], answers[2 * i + 1]];
    if (!before || !after) throw new Error('compose-go did not answer');
    if ('error' in before) refusedBefore++;
    if ('error' in before && !('error' in after)) mended++;
    const count = byRule.get(attempt.rule) ?? { tried: 0, wrong: 0 };
    byRule.set(attempt.rule, count);
    count.tried++;
    const problem = problemOf(attempt, before, after);
    if (problem === undefined) continue;
    count.wrong++;
    wrong++;
    if (count.wrong <= SHOWN_EACH)
      console.log(`${attempt.file.path}:${attempt.line} ${attempt.rule}, "${attempt.title}": ${problem}`);
  }
}
for (const [rule, { tried, wrong }] of [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${rule}: ${tried} tried, ${wrong} wrong`);
console.log(
  `${files.length} files, ${attempts.length} fixes: ${wrong} wrong; ${refusedBefore} of files that compose-go refuses, ${mended} of which load afterwards`,
);
process.exit(wrong > 0 ? 1 : 0);
