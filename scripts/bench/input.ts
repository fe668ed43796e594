// Long Dockerfiles made of real ones: whole files that BuildKit reads, one behind the other.
import { readDockerfile, syntaxProblem } from '../../server/src/dockerfile/read';
import { fileProblem } from '../../server/src/dockerfile/validate';
import type { CorpusFile } from '../corpus/files';
import { shuffled } from '../corpus/sample';

const SEED = 3;
const MIN_LINES = 8;
/** What depends on standing first in a file, or on an end that another file would take away. */
const STANDS_ALONE = /^\s*#\s*(?:escape|syntax|check)|<<|\{\{|\{%|<%|\ufffd|\0|\\\s*$/i;

/** At most `lines` lines, and nearly that; always the same text. */
export function longDockerfile(files: readonly CorpusFile[], lines: number): string {
  const blocks = shuffled(files, SEED).flatMap(({ text }) => blockOf(text));
  const taken: string[] = [];
  const room = (): number => lines - taken.length;
  let skipped = 0;
  for (let i = 0; skipped < blocks.length && room() > MIN_LINES; i++) {
    const block = blocks[i % blocks.length];
    if (!block) break;
    if (block.length > room()) skipped++;
    else {
      taken.push(...block);
      skipped = 0;
    }
  }
  return `${taken.join('\n')}\n`;
}

function blockOf(given: string): string[][] {
  const text = given.replaceAll('\r\n', '\n').trimEnd();
  if (STANDS_ALONE.test(text)) return [];
  const syntax = readDockerfile(text);
  if (syntaxProblem(syntax) || fileProblem(syntax)) return [];
  const lines = text.split('\n');
  return lines.length > MIN_LINES ? [lines] : [];
}
