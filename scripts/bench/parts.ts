// What is measured, in parts that can be asked for by their names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { againstPeer } from './against-peer';
import { auditRows } from './audit';
import { longCompose } from './compose-input';
import { composeFiles, dockerfiles, EXAMPLES } from './files';
import { longDockerfile } from './input';
import { growthRow, type Latency, latencyRow, measureLatency } from './latency';
import { PEERS } from './peers';
import { composeProbe, dockerfileProbe } from './probe';
import type { Row } from './row';
import { startUpRow } from './start-up';

export interface Part {
  readonly name: string;
  measured(): Promise<readonly Row[]>;
}

export const PARTS: readonly Part[] = [
  { name: 'start-up', measured: async () => [startUpRow(`${EXAMPLES}/node-api/Dockerfile`)] },
  { name: 'audit', measured: async () => auditRows(await dockerfiles()) },
  { name: 'latency-dockerfile', measured: dockerfileLatency },
  { name: 'latency-compose', measured: composeLatency },
];

/** All for no words; else those whose names have one of them. */
export const chosen = (words: readonly string[]): readonly Part[] =>
  words.length === 0 ? PARTS : PARTS.filter(({ name }) => words.some((word) => name.includes(word)));

async function dockerfileLatency(): Promise<Row[]> {
  const files = await dockerfiles();
  const text = longDockerfile(files, 500);
  const at500 = await measureLatency(dockerfileProbe(text));
  const rows = [latencyRow(at500, 5)];
  for (const peer of PEERS) rows.push(await againstPeer(peer, text, at500));
  const at5000 = await measureLatency(dockerfileProbe(longDockerfile(files, 5_000)));
  const at20000 = await measureLatency(dockerfileProbe(longDockerfile(files, 20_000)));
  return [...rows, latencyRow(at5000, 16), growthRow(at5000, at20000)];
}

async function composeLatency(): Promise<Row[]> {
  const files = await composeFiles();
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-bench-'));
  const at = (lines: number): Promise<Latency> => measureLatency(composeProbe(longCompose(files, lines), folder));
  try {
    return [latencyRow(await at(500), 8), latencyRow(await at(5_000), 40)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
