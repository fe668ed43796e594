// A variable that is named with a `$` at a place, where it means the Dockerfile's own variable.
import { holdsCommands } from '../dockerfile/scripts';
import type { Word } from '../dockerfile/syntax';
import { variableOrigin } from '../dockerfile/variable-origin';
import type { Question } from './question';

const NAMED = /\$(?:\{\s*)?([A-Za-z_]\w*)/g;
const NEVER_EXPANDED: ReadonlySet<string> = new Set(['MAINTAINER', 'SHELL']);

/** The word is the name with its `$`; its text the name alone. */
export function variableNamedAt(question: Question, offset: number): Word | undefined {
  const { text, name: keyword, json } = question.placed.instruction;
  const { escape } = question.file.syntax.directives;
  if (NEVER_EXPANDED.has(keyword)) return undefined;
  for (const match of text.matchAll(NAMED)) {
    const [written, name = ''] = match;
    const start = match.index;
    const end = start + written.length;
    if (start > offset) return undefined;
    if (offset > end || text[start - 1] === escape) continue;
    const isScript = holdsCommands(question.placed.instruction);
    if (isScript && (json || !isOwnOfFile(question, name))) return undefined;
    return { text: name, start, end };
  }
  return undefined;
}

/** In a script a name may be the script's own: one that it names in any other way than by reading it is left alone. */
function isOwnOfFile({ placed, stage, index }: Question, name: string): boolean {
  const { instruction } = placed;
  const all = [instruction.text, ...instruction.heredocs.map(({ content }) => content)].join('\n');
  const others = all.replace(new RegExp(`\\$\\{?${name}\\b(?!:?=)`, 'g'), '');
  if (new RegExp(`\\b${name}\\b`).test(others)) return false;
  // What a container runs knows nothing of ARG.
  return instruction.name === 'RUN' || (stage !== undefined && variableOrigin(stage.stage, index, name).kind === 'ENV');
}
