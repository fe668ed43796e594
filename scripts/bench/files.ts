// The files that are measured on: those of the corpus, or what this repository has of its own.
import { existsSync } from 'node:fs';
import { stdout } from 'node:process';
import { composeRules } from '../../server/src/rules/compose.generated';
import { COMPOSE_CORPUS, CORPUS, type CorpusFile, readCorpus } from '../corpus/files';

export const EXAMPLES = 'examples';
/** About as many files as the corpus has. */
const REPEATS = 500;

export async function dockerfiles(): Promise<readonly CorpusFile[]> {
  if (existsSync(CORPUS)) return readCorpus(CORPUS);
  stdout.write(`There is no corpus at ${CORPUS}: measured on ${EXAMPLES}/, ${REPEATS} times over.\n\n`);
  const examples = await readCorpus(EXAMPLES);
  return Array.from({ length: REPEATS }, (_, i) =>
    examples.map(({ path, text }) => ({ path: `${i}/${path}`, text })),
  ).flat();
}

export async function composeFiles(): Promise<readonly CorpusFile[]> {
  if (existsSync(COMPOSE_CORPUS)) return readCorpus(COMPOSE_CORPUS, 'compose');
  stdout.write(`There is no corpus at ${COMPOSE_CORPUS}: measured on the examples of rules.\n\n`);
  return composeRules.flatMap(({ id, docs }) =>
    [docs.bad, docs.good].map((text, i) => ({ path: `${id}/${i}/compose.yaml`, text })),
  );
}
