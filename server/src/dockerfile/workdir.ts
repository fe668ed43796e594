// The working directory of a stage at a step.
import { argumentAt, lineage, rootBase, type Stage } from './stages';

/** Undefined for unknown: a relative path in an image whose own directory nobody told us, or a variable that the build sets. */
export function workdirAt(stage: Stage, before = stage.steps.length): string | undefined {
  const parts: string[] = [];
  for (const ancestor of lineage(stage)) {
    for (let i = (ancestor === stage ? before : ancestor.steps.length) - 1; i >= 0; i--) {
      if (ancestor.steps[i]?.instruction.name !== 'WORKDIR') continue;
      const folder = argumentAt(ancestor, i)?.text;
      if (folder === undefined) return undefined;
      parts.unshift(folder);
      if (folder.startsWith('/')) return normalPath(parts.join('/'));
    }
  }
  return rootBase(stage).kind === 'scratch' ? normalPath(`/${parts.join('/')}`) : undefined;
}

/** An absolute path without `.`, `..` and empty parts. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
