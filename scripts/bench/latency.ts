// From a keystroke to its diagnostics in a long file: one character at a time, the next when the last one's diagnostics
// are there. Profile strict: the most that there is to find.
import { execPath } from 'node:process';
import { MAX_DIAGNOSTICS } from '../../server/src/lsp/diagnostics';
import { moreFindings } from '../../server/src/rule/notices';
import { LspClient, type Published, type Server } from './lsp-client';
import type { Probe } from './probe';
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
  readonly language: string;
  readonly lines: number;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  readonly findings: string;
  readonly problem?: string;
}

export async function measureLatency(probe: Probe): Promise<Latency> {
  const { language, document } = probe;
  const client = new LspClient(SERVER, document);
  await client.initialize();
  const first = probe.expected(document.text).findings.length;
  // A folder is read behind the first answer: what is found with it is published again.
  const opened = await client.open((published) => document.root === undefined || findingsIn(published) === first);
  const found = [findingsIn(opened)];
  const times: number[] = [];
  for (const edit of probe.edits(EDITS)) {
    const start = performance.now();
    const published = await client.change(edit);
    times.push(performance.now() - start);
    found.push(findingsIn(published));
  }
  await client.close();
  const problem = problemIn(found, probe);
  return {
    language,
    lines: linesIn(document.text),
    times: times.sort((a, b) => a - b),
    findings: shownFindings(found.at(-1) ?? 0),
    ...(problem === undefined ? {} : { problem }),
  };
}

export const linesIn = (text: string): number => text.split('\n').length - 1;
export const medianOf = ({ times }: Pick<Latency, 'times'>): number => quantile(times, 0.5);

export function latencyRow({ language, lines, times, findings, problem }: Latency, barMs: number): Row {
  const [min, p50, p95, max] = [0, 0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
  return {
    what: `edit to diagnostics, ${language}, ${lines} lines, strict, ${times.length} edits`,
    measured: `p95 ${p95} ms (min ${min}, p50 ${p50}, max ${max})`,
    bar: `p95 ${barMs} ms`,
    isMet: quantile(times, 0.95) <= barMs,
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
function problemIn(found: readonly number[], { document, edits, expected }: Probe): string | undefined {
  let version = 0;
  for (const current of [document.text, ...Array.from(edits(EDITS), ({ text }) => text)]) {
    const count = expected(current).findings.length;
    if (found[version] !== count || count === 0)
      return `version ${version + 1} has ${found[version]} findings, not ${count}`;
    version++;
  }
  return undefined;
}
