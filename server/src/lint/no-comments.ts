// A file in which nothing can be a comment, such as JSON: only a configuration silences there.
import type { Commented } from './commented';

export const withoutComments = (lines: readonly string[], isRefused: boolean): Commented => ({
  lines,
  isRefused,
  marks: [],
  directives: [],
  comments: () => [],
  blocksAt: () => [],
  blocksOf: (target) => [target],
  suppressionFor: () => undefined,
  fileSuppressionEdit: () => {
    throw new Error('a file without comments has no place for one');
  },
});
