// From a keystroke to its diagnostics in a long file: one character at a time, the next when the last one's diagnostics
// are there. Profile strict: the most that there is to find.
import { execPath } from 'node:process';
import { MAX_DIAGNOSTICS } from '../../server/src/lsp/diagnostics';
import { moreFindings } from '../../server/src/rule/notices';
import { expectation } from './expected';
import { keystrokes } from './keystrokes';
import { LspClient, type Published, type Server, URI } from './lsp-client';
import { quantile, type Row } from './row';

export const EDITS = 200;
/** From 5,000 to 20,000 lines. */
const GROWTH = 5;

const SERVER: Server = {
  file: execPath,
  args: ['dist/cli.cjs', 'lsp', '--stdio'],
  stderr: 'inherit',
  configuration: { hullwright: { profile: 'strict' } },
};

export interface Latency {
  readonly lines: number;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  readonly findings: string;
  readonly problem?: string;
}

export async function measureLatency(text: string): Promise<Latency> {
  const client = new LspClient(SERVER);
  await client.initialize();
  const found = [findingsIn(await client.open(text))];
  const times: number[] = [];
  for (const edit of keystrokes(text, EDITS)) {
    const start = performance.now();
    const published = await client.change(edit);
    times.push(performance.now() - start);
    found.push(findingsIn(published));
  }
  await client.close();
  const problem = problemIn(found, text);
  return {
    lines: linesIn(text),
    times: times.sort((a, b) => a - b),
    findings: shownFindings(found.at(-1) ?? 0),
    ...(problem === undefined ? {} : { problem }),
  };
}

export const linesIn = (text: string): number => text.split('\n').length - 1;
export const medianOf = ({ times }: Pick<Latency, 'times'>): number => quantile(times, 0.5);

export function latencyRow({ lines, times, findings, problem }: Latency, barMs: number): Row {
  const [p50, p95, max] = [quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1)];
  return {
    what: `edit to diagnostics, ${lines} lines, strict, ${times.length} edits`,
    measured: `p95 ${p95.toFixed(1)} ms (p50 ${p50.toFixed(1)}, max ${max.toFixed(1)})`,
    bar: `p95 ${barMs} ms`,
    isMet: p95 <= barMs,
    findings,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** How the median grows with the file. */
export function growthRow(short: Latency, long: Latency): Row {
  const [before, after] = [medianOf(short), medianOf(long)];
  const problem = short.problem ?? long.problem;
  return {
    what: `${long.lines} lines against ${short.lines}`,
    measured: `p50 ${(after / before).toFixed(2)} times (${after.toFixed(1)} ms, ${before.toFixed(1)} ms)`,
    bar: `p50 ${GROWTH} times`,
    isMet: after <= GROWTH * before,
    findings: long.findings,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** With those that are counted only. */
function findingsIn({ diagnostics }: Published): number {
  const last = diagnostics.at(-1);
  return last?.code === moreFindings.id
    ? diagnostics.length - 1 + Number.parseInt(last.message, 10)
    : diagnostics.length;
}

const shownFindings = (count: number): string =>
  count > MAX_DIAGNOSTICS ? `${MAX_DIAGNOSTICS} of ${count}` : `${count}`;

/** `found`: of each version. */
function problemIn(found: readonly number[], text: string): string | undefined {
  const expect = expectation('strict');
  const expected = (version: string): number => expect({ path: URI, text: version }).findings.length;
  let version = 0;
  for (const current of [text, ...textsOf(text)]) {
    const count = expected(current);
    if (found[version] !== count || count === 0)
      return `version ${version + 1} has ${found[version]} findings, not ${count}`;
    version++;
  }
  return undefined;
}

function* textsOf(text: string): Generator<string> {
  for (const edit of keystrokes(text, EDITS)) yield edit.text;
}
