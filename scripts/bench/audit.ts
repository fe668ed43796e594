// The audit of many files on the command line: one process, start-up included.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { CORPUS, type CorpusFile } from '../corpus/files';
import { analyser, median } from '../corpus/measure';
import type { Row } from './row';

const RUNS = 3;
const FILES_A_SECOND = 1_000;

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
  const output = join(home, 'report.json');
  const args = ['--require', hook, 'dist/cli.cjs', 'audit', folder, '--format', 'json', '--fail-on', 'none'];
  const times: number[] = [];
  const usages: Usage[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(execPath, [...args, '--output', output], { encoding: 'utf8' });
    times.push(performance.now() - start);
    if (status !== 0) throw new Error(`the audit ended with ${status}: ${stderr}`);
    usages.push(JSON.parse(readFileSync(usageFile, 'utf8')));
  }
  const analyse = analyser('recommended');
  const expected = files.reduce((sum, file) => sum + analyse(file).length, 0);
  const report: { files: { findings: unknown[] }[] } = JSON.parse(readFileSync(output, 'utf8'));
  const found = report.files.reduce((sum, { findings }) => sum + findings.length, 0);
  const isRight = found === expected && found > 0 && report.files.length === files.length;
  const speed = files.length / (median(times) / 1_000);
  const cpu = median(usages.map(({ cpuMs }) => cpuMs));
  const peak = Math.max(...usages.map(({ peakKb }) => peakKb)) / 1024;
  const findings = `${found} in ${report.files.length} files`;
  return [
    {
      what: `audit of ${files.length} files, one process, median of ${RUNS}`,
      measured: `${speed.toFixed(0)} files/s (${seconds(median(times))}, ${seconds(cpu)} of CPU)`,
      bar: `${FILES_A_SECOND} files/s`,
      isMet: speed >= FILES_A_SECOND,
      findings,
      ...(isRight ? {} : { problem: `${expected} findings in ${files.length} files expected` }),
    },
    {
      what: 'its peak resident memory',
      measured: `${peak.toFixed(0)} MB`,
      bar: '',
      isMet: true,
      findings,
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
