// Labelled cases of other linters' own tests: how many of the findings that they expect are ours too. Run with the scorer
// beside the cases. disputed.json holds those whose label is not ours, with the reason; the numbers are given with and without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { everyRule } from '../../server/src/rules/every';
import { needsShared, readShared, sharedPath } from '../support/shared';

const MAPPING = 'test/eval/concerns.json';
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
  readonly fp: readonly (readonly [id: string])[];
}
interface Outcome {
  readonly counts: Counts;
  /** Ids of the cases that are missed, and that are false alarms. */
  readonly wrong: readonly string[];
}

const python = spawnSync('python3', ['--version']).status === 0;
const skip = needsShared || (python ? false : 'the scorer needs python3');
const folder = mkdtempSync(join(tmpdir(), 'hullwright-eval-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string): Excluded => JSON.parse(text);

function score(name: string, excluded: Excluded, only: readonly string[] = []): Outcome {
  const [exclude, out] = [join(folder, `${name}.exclude.json`), join(folder, `${name}.json`)];
  writeFileSync(exclude, JSON.stringify(excluded));
  const { status, stderr } = spawnSync(
    'python3',
    [
      sharedPath('eval', 'score.py'),
      ...['--adapter', ADAPTER, '--mapping', MAPPING, '--cases', sharedPath('eval', 'cases')],
      ...[...only, '--exclude', exclude, '--dir', join(folder, name), '--out', out],
    ],
    { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } },
  );
  assert.equal(status, 0, stderr);
  const { per_concern, miss, fp }: Result = JSON.parse(readFileSync(out, 'utf8'));
  const counts = per_concern[only.length > 0 ? 'TOTAL security' : 'TOTAL'];
  assert.ok(counts);
  return { counts, wrong: [...miss, ...fp].map(([id]) => id).sort() };
}

const shown = ({ covbad, covhit, good, fp }: Counts): string =>
  `${covhit} of ${covbad} found (${((100 * covhit) / covbad).toFixed(1)} %), ${fp} false alarms in ${good}`;

const SECURITY = ['--only', 'security'];
const shared = (): Excluded => read(readShared('eval', 'exclude.json'));
const disputed = (): Excluded['cases'] => read(readFileSync(DISPUTED, 'utf8')).cases;

test('security cases of concerns that rules cover: disputed ones counted as well', { skip }, (t) => {
  const { counts } = score('security', shared(), SECURITY);
  t.diagnostic(`with disputed cases: ${shown(counts)}`);
  assert.ok(counts.covhit >= 0.95 * counts.covbad, shown(counts));
  assert.equal(counts.fp, 0);
});

test('all scored cases: whatever is wrong is disputed, and nothing else is', { skip }, (t) => {
  const { counts, wrong } = score('all', shared());
  t.diagnostic(`with disputed cases: ${shown(counts)}`);
  assert.ok(counts.covhit >= 0.97 * counts.covbad, shown(counts));
  assert.ok(counts.fp <= 0.01 * counts.good, shown(counts));
  assert.deepEqual(
    wrong,
    disputed()
      .map(({ id }) => id)
      .sort(),
  );
});

test('the same without disputed cases', { skip }, (t) => {
  for (const { id, reason } of disputed()) assert.ok(reason.length > 20, `${id} says why`);
  const excluded = { cases: [...shared().cases, ...disputed()] };
  for (const [name, only] of [
    ['undisputed', []],
    ['undisputed-security', SECURITY],
  ] as const) {
    const { counts, wrong } = score(name, excluded, only);
    t.diagnostic(`${name}: ${shown(counts)}`);
    assert.deepEqual(wrong, []);
  }
});

test('each rule of the mapping is one of ours, and each concern one that is known', { skip }, () => {
  const mapping: Readonly<Record<string, string | readonly string[]>> = JSON.parse(readFileSync(MAPPING, 'utf8'));
  const { concerns }: { concerns: Readonly<Record<string, unknown>> } = JSON.parse(readShared('eval', 'concerns.json'));
  const ids = new Set(everyRule.map(({ id }) => id));
  for (const [rule, meant] of Object.entries(mapping)) {
    assert.ok(ids.has(rule), rule);
    for (const concern of [meant].flat()) assert.ok(concern in concerns, concern);
  }
});
