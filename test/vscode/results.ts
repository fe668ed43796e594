// What the suite in the extension host tells the process that started it: one JSON line a test.
import { readFileSync } from 'node:fs';

export interface Result {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly error?: string;
  /** What the test says beside that. */
  readonly notes?: readonly string[];
}

/** Beside the opened folder: a suite in a browser has no environment that says where. */
export const RESULTS_NAME = 'results.jsonl';

/** The environment of the extension host. */
export interface SuiteEnvironment extends Record<string, string> {
  /** The file that takes the results. */
  readonly HULLWRIGHT_RESULTS: string;
  /** The folder of the goldens. */
  readonly HULLWRIGHT_GOLDENS: string;
  /** Not empty: rewrite the goldens. */
  readonly HULLWRIGHT_UPDATE: string;
  /** A registry on this machine, with images; empty without one. */
  readonly HULLWRIGHT_REGISTRY: string;
  /** Where what registries say is kept. */
  readonly XDG_CACHE_HOME: string;
}

export function readResults(file: string): Result[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line): Result => JSON.parse(line));
}
