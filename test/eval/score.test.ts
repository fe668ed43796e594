// Labelled cases of other linters' own tests: how many of the findings that they expect are ours too. Run with the scorer
// beside the cases. disputed.json holds those whose label is not ours, with the reason; the numbers are given with and without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { needsShared, readShared, sharedPath } from '../support/shared';

const DISPUTED = 'test/eval/disputed.json';
const ADAPTER = 'node dist/cli.cjs audit --profile strict --format sarif {dir}';

interface Excluded {
  readonly cases: readonly { readonly ref_key: string; readonly id: string; readonly reason: string }[];
}
interface Counts {
  readonly covbad: number;
  readonly covhit: number;
  readonly good: number;
  readonly fp: number;
}
interface Result {
  readonly per_concern: Readonly<Record<string, Counts>>;
  readonly miss: readonly (readonly [id: string])[];
}

const python = spawnSync('python3', ['--version']).status === 0;
const skip = needsShared || (python ? false : 'the scorer needs python3');
const folder = mkdtempSync(join(tmpdir(), 'hullwright-eval-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string): Excluded => JSON.parse(text);

function score(name: string, excluded: Excluded): { counts: Counts; missed: readonly string[] } {
  const [exclude, out] = [join(folder, `${name}.exclude.json`), join(folder, `${name}.json`)];
  writeFileSync(exclude, JSON.stringify(excluded));
  const { status, stderr } = spawnSync(
    'python3',
    [
      sharedPath('eval', 'score.py'),
      ...['--adapter', ADAPTER, '--mapping', 'test/eval/concerns.json', '--cases', sharedPath('eval', 'cases')],
      ...['--only', 'security', '--exclude', exclude, '--dir', join(folder, name), '--out', out],
    ],
    { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } },
  );
  assert.equal(status, 0, stderr);
  const { per_concern, miss }: Result = JSON.parse(readFileSync(out, 'utf8'));
  const counts = per_concern['TOTAL security'];
  assert.ok(counts);
  return { counts, missed: miss.map(([id]) => id).sort() };
}

const shown = ({ covbad, covhit, good, fp }: Counts): string =>
  `${covhit} of ${covbad} found (${((100 * covhit) / covbad).toFixed(1)} %), ${fp} false alarms in ${good}`;

test('security cases of concerns that rules cover: disputed ones counted as well', { skip }, (t) => {
  const { counts, missed } = score('all', read(readShared('eval', 'exclude.json')));
  t.diagnostic(`with disputed cases: ${shown(counts)}`);
  assert.ok(counts.covhit >= 0.95 * counts.covbad, shown(counts));
  assert.equal(counts.fp, 0);
  const disputed = read(readFileSync(DISPUTED, 'utf8')).cases.map(({ id }) => id);
  assert.deepEqual(missed, disputed.sort(), 'each miss is disputed, and nothing that is found is');
});

test('the same without disputed cases', { skip }, (t) => {
  const disputed = read(readFileSync(DISPUTED, 'utf8'));
  for (const { id, reason } of disputed.cases) assert.ok(reason.length > 20, `${id} says why`);
  const { counts, missed } = score('undisputed', {
    cases: [...read(readShared('eval', 'exclude.json')).cases, ...disputed.cases],
  });
  t.diagnostic(`without disputed cases: ${shown(counts)}`);
  assert.deepEqual(missed, []);
  assert.equal(counts.fp, 0);
});
