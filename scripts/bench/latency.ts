// From a keystroke to its diagnostics in a long file: one character at a time, half way through, the next when the last
// one's diagnostics are there.
import { MAX_DIAGNOSTICS } from '../../server/src/lsp/diagnostics';
import type { CorpusFile } from '../corpus/files';
import { analyser } from '../corpus/measure';
import { longDockerfile } from './input';
import { LspClient } from './lsp-client';
import { quantile, type Row } from './row';

const EDITS = 200;
const URI = 'file:///bench/Dockerfile';
const LETTERS = 'abcdefghij';
/** A RUN that goes on making sense, or none, with letters behind it. */
const EDITABLE = /^RUN\s+[a-z][^[\]"'`$<>{}|&;#]*[a-z0-9]$/;

export async function latencyRow(files: readonly CorpusFile[], lineCount: number, barMs: number): Promise<Row> {
  const text = longDockerfile(files, lineCount);
  const lines = text.split('\n');
  const line = lineToEdit(lines);
  const client = new LspClient(['dist/cli.cjs', 'lsp', '--stdio']);
  await client.initialize();
  const opened = client.published(1);
  client.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'dockerfile', version: 1, text } });
  const counts = [(await opened).diagnostics.length];
  const texts = [text];
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const version = edit + 2;
    const letter = LETTERS.charAt(edit % LETTERS.length);
    const position = { line, character: lines[line]?.length ?? 0 };
    lines[line] += letter;
    texts.push(lines.join('\n'));
    const contentChanges = [{ range: { start: position, end: position }, text: letter }];
    const start = performance.now();
    const published = client.published(version);
    client.notify('textDocument/didChange', { textDocument: { uri: URI, version }, contentChanges });
    const { diagnostics } = await published;
    times.push(performance.now() - start);
    counts.push(diagnostics.length);
  }
  await client.close();
  return rowOf({ lines: lines.length - 1, barMs, times, counts, expected: texts.map(expectedCount) });
}

function lineToEdit(lines: readonly string[]): number {
  const middle = lines.length >> 1;
  const behind = lines.findIndex((text, i) => i >= middle && EDITABLE.test(text));
  const found = behind >= 0 ? behind : lines.findLastIndex((text, i) => i < middle && EDITABLE.test(text));
  if (found < 0) throw new Error('the input has no line to edit');
  return found;
}

const analyse = analyser('recommended');

function expectedCount(text: string): number {
  return Math.min(analyse({ path: URI, text }).length, MAX_DIAGNOSTICS);
}

interface Measured {
  readonly lines: number;
  readonly barMs: number;
  readonly times: readonly number[];
  /** Diagnostics of each version. */
  readonly counts: readonly number[];
  readonly expected: readonly number[];
}

function rowOf({ lines, barMs, times, counts, expected }: Measured): Row {
  const sorted = [...times].sort((a, b) => a - b);
  const [p50, p95, max] = [quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 1)];
  const wrong = counts.findIndex((count, i) => count !== expected[i] || count === 0);
  return {
    what: `edit to diagnostics, ${lines} lines, ${times.length} edits`,
    measured: `p95 ${p95.toFixed(1)} ms (p50 ${p50.toFixed(1)}, max ${max.toFixed(1)})`,
    bar: `p95 ${barMs} ms`,
    isMet: p95 <= barMs,
    findings: String(counts.at(-1)),
    ...(wrong < 0 ? {} : { problem: `version ${wrong + 1} has ${counts[wrong]} diagnostics, not ${expected[wrong]}` }),
  };
}
