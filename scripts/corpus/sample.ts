// A few findings of one rule, chosen at random and always the same for a seed, for reading by eye.
import { textReport } from '../../server/src/report/text';
import { notices } from '../../server/src/rule/notices';
import type { Rule } from '../../server/src/rule/rule';
import { everyRule } from '../../server/src/rules/every';
import { randomNumbers } from '../../test/support/random';
import { analyser } from './analyser';
import { type CorpusFile, kindOfFile, MEASURED_KINDS } from './files';

const WIDTH = 140;

const isSampled = ({ kind }: Rule): boolean => MEASURED_KINDS.some((each) => each === kind);

export const sampledIds: readonly string[] = [...everyRule.filter(isSampled), ...notices].map(({ id }) => id);

export interface SampleOptions {
  readonly rule: string;
  readonly size: number;
  readonly seed: number;
}

export function sample(files: readonly CorpusFile[], { rule, size, seed }: SampleOptions): string {
  const analyse = analyser('strict');
  const kind = everyRule.find(({ id }) => id === rule)?.kind;
  const own = files.filter(({ path }) => kind === undefined || kindOfFile(path) === kind);
  const all = own.flatMap((file) =>
    analyse(file).findings.flatMap((finding) => (finding.rule === rule ? [{ file, finding }] : [])),
  );
  const report = textReport({ colour: false, width: WIDTH });
  // Not masked: the files are public, and whether a value is a secret has to be seen.
  const shown = shuffled(all, seed)
    .slice(0, size)
    .map(({ file: { path, text }, finding }) =>
      report.file({
        path,
        uri: path,
        analysis: { uri: path, lines: text.split('\n'), findings: [{ ...finding, masked: [] }] },
      }),
    );
  return `${shown.join('')}${shown.length} of ${all.length} findings of ${rule}, seed ${seed}\n`;
}

export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = randomNumbers(seed);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
