// One file on the command line, the whole process, against a Node that does nothing: pairs, one after the other.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { median } from '../corpus/measure';
import { expectation } from './expected';
import type { Row } from './row';

const RUNS = 21;
const BAR = 1.6;
const CLI = 'dist/cli.cjs';

export function startUpRow(path: string): Row {
  const expected = expectation('recommended')({ path, text: readFileSync(path, 'utf8') }).findings.length;
  const found = findingsOf(path);
  const bare: number[] = [];
  const audit: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(timeOf(['-e', '0'], 0));
    audit.push(timeOf([CLI, 'audit', path], 1));
  }
  const ratio = median(audit.map((time, run) => time / (bare[run] ?? Number.NaN)));
  return {
    what: `audit of one file against \`node -e 0\`, ${RUNS} pairs`,
    measured: `${ratio.toFixed(2)} times (${median(audit).toFixed(0)} ms, ${median(bare).toFixed(0)} ms)`,
    bar: `${BAR} times`,
    isMet: ratio <= BAR,
    findings: String(found),
    ...(found === expected && found > 0 ? {} : { problem: `${expected} findings expected, ${found} reported` }),
  };
}

/** Milliseconds. */
function timeOf(args: readonly string[], exitCode: number): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(execPath, args, { encoding: 'utf8' });
  const time = performance.now() - start;
  if (status !== exitCode) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}

function findingsOf(path: string): number {
  const { stdout } = spawnSync(execPath, [CLI, 'audit', path, '--format', 'json'], { encoding: 'utf8' });
  const report: { files: { findings: unknown[] }[] } = JSON.parse(stdout);
  return report.files.reduce((sum, { findings }) => sum + findings.length, 0);
}
