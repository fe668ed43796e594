// The audit of many files on the command line: one process, start-up included, all that there is to find and every fix
// written out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { CORPUS, type CorpusFile } from '../corpus/files';
import { median } from '../corpus/measure';
import { expectedIn, reportedIn, shown } from './audit-counts';
import type { Row } from './row';

const RUNS = 3;
const FILES_A_SECOND = 1_000;
const PEAK_MB = 250;

export function auditRows(files: readonly CorpusFile[]): Row[] {
  const home = mkdtempSync(join(tmpdir(), 'hullwright-bench-'));
  try {
    return measured(files, home);
  } finally {
    rmSync(home, { recursive: true });
  }
}

function measured(files: readonly CorpusFile[], home: string): Row[] {
  const hook = join(home, 'usage.cjs');
  const usageFile = join(home, 'usage.json');
  writeFileSync(hook, hookFor(usageFile));
  const folder = existsSync(CORPUS) ? resolve(CORPUS) : written(files, join(home, 'files'));
  const output = join(home, 'report.sarif');
  const args = ['--require', hook, 'dist/cli.cjs', 'audit', folder, '--profile', 'strict', '--fail-on', 'none'];
  const times: number[] = [];
  const usages: Usage[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(execPath, [...args, '--format', 'sarif', '--output', output], {
      encoding: 'utf8',
    });
    times.push(performance.now() - start);
    if (status !== 0) throw new Error(`the audit ended with ${status}: ${stderr}`);
    usages.push(JSON.parse(readFileSync(usageFile, 'utf8')));
  }
  const speed = files.length / (median(times) / 1_000);
  const cpu = median(usages.map(({ cpuMs }) => cpuMs));
  const peak = Math.max(...usages.map(({ peakKb }) => peakKb)) / 1024;
  const found = reportedIn(JSON.parse(readFileSync(output, 'utf8')));
  const expected = expectedIn(files);
  const isRight = shown(found) === shown(expected) && found.findings > 0 && found.fixes > 0;
  const problem = isRight ? {} : { problem: `${shown(expected)} expected` };
  return [
    {
      what: `audit of ${files.length} files to SARIF, strict, one process, median of ${RUNS}`,
      measured: `${speed.toFixed(0)} files/s (${seconds(median(times))}, ${seconds(cpu)} of CPU)`,
      bar: `${FILES_A_SECOND} files/s`,
      isMet: speed >= FILES_A_SECOND,
      findings: shown(found),
      ...problem,
    },
    {
      what: 'its peak resident memory',
      measured: `${peak.toFixed(0)} MB`,
      bar: `under ${PEAK_MB} MB`,
      isMet: peak < PEAK_MB,
      findings: 'the same',
      ...problem,
    },
  ];
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;

interface Usage {
  readonly peakKb: number;
  readonly cpuMs: number;
}

/** Loaded before the command line tool: writes what the process has used when it ends. */
function hookFor(path: string): string {
  const usage = 'const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();';
  const text = 'JSON.stringify({ peakKb: maxRSS, cpuMs: (userCPUTime + systemCPUTime) / 1000 })';
  return `process.on('exit', () => { ${usage} require('node:fs').writeFileSync(${JSON.stringify(path)}, ${text}); });\n`;
}

function written(files: readonly CorpusFile[], folder: string): string {
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
