// What a report holds and what it has to hold, to be compared.
import type * as Sarif from 'sarif';
import type { CorpusFile } from '../corpus/files';
import { expectation } from './expected';

export interface Counts {
  /** Those that have findings. */
  readonly files: number;
  readonly findings: number;
  readonly suppressed: number;
  readonly fixes: number;
}

export const shown = ({ files, findings, suppressed, fixes }: Counts): string =>
  `${findings} in ${files} files, ${suppressed} suppressed, ${fixes} fixes`;

export function reportedIn({ runs }: Sarif.Log): Counts {
  const results = runs.flatMap((run) => run.results ?? []);
  const suppressed = results.filter(({ suppressions = [] }) => suppressions.length > 0).length;
  return {
    files: new Set(results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).size,
    findings: results.length - suppressed,
    suppressed,
    fixes: sumOf(results, ({ fixes = [] }) => fixes.filter(isWrittenOut).length),
  };
}

/** A fix that changes nothing is none. */
const isWrittenOut = ({ artifactChanges }: Sarif.Fix): boolean =>
  artifactChanges.some(({ replacements }) => replacements.length > 0);

export function expectedIn(files: readonly CorpusFile[]): Counts {
  const analyse = expectation('strict');
  const all = files.map((file) => {
    const { findings, suppressed = [] } = analyse(file);
    const results = [...findings, ...suppressed.map(({ finding }) => finding)];
    const fixes = sumOf(results, (finding) => finding.fixes.filter(({ safety }) => safety !== 'manual').length);
    return { findings: findings.length, suppressed: suppressed.length, fixes };
  });
  return {
    files: all.filter(({ findings, suppressed }) => findings + suppressed > 0).length,
    findings: sumOf(all, ({ findings }) => findings),
    suppressed: sumOf(all, ({ suppressed }) => suppressed),
    fixes: sumOf(all, ({ fixes }) => fixes),
  };
}

const sumOf = <Item>(items: readonly Item[], count: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + count(item), 0);
