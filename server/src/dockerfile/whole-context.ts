// COPY and ADD that take all of the build's context, or whatever lies at its top.

import { once } from '../text/once';
import { type Copy, copiesOf } from './copies';
import { cleanPath } from './dockerignore';
import type { Stage } from './stages';
import type { Word } from './syntax';
import { flagValues } from './validate/flags';

export interface WholeCopy {
  readonly copy: Copy;
  readonly word: Word;
  /** All that there is, or all that begins with some letters. */
  readonly kind: 'all' | 'some';
  /** Patterns of `--exclude`. */
  readonly excluded: readonly string[];
}

/** What lists of dependencies and build tools begin with: `package*`, `requirements*`. */
const MANIFEST =
  /^(?:package|pnpm|yarn|bun|npm|lerna|nx|turbo|tsconfig|babel|webpack|vite|next|jest|requirements|setup|pyproject|poetry|pipfile|uv|go|cargo|rust|composer|gemfile|pom|mvnw?|gradlew?|build|settings|gradle|readme|license|makefile|cmake|docker|docker-entrypoint|entrypoint|start|run|install|manage|main|server|index|app|nginx|config|conf)[\w.-]*\*$/i;

export const wholeCopies = once((stage: Stage): readonly WholeCopy[] =>
  copiesOf(stage).flatMap((copy) => {
    if (copy.from || copy.instruction.flags.some(({ text }) => text.startsWith('--from'))) return [];
    const excluded = flagValues(copy.instruction, 'exclude').map(({ text }) => text);
    return copy.sources.flatMap((word, i) => {
      const kind = kindOf(copy.sourceTexts[i]);
      return kind ? [{ copy, word, kind, excluded }] : [];
    });
  }),
);

/** Asked first: most sources name one file or folder. */
const MAY_BE_MORE = /\*|\.\.|^[./\\]+$/;

function kindOf(source: string | undefined): WholeCopy['kind'] | undefined {
  if (source === undefined || !MAY_BE_MORE.test(source) || /^<<|^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(source))
    return undefined;
  const path = cleanPath(source.replaceAll('\\', '/')).replace(/^(?:\.\.\/)+/, '');
  if (/^(?:\/|\.|\.\.|\/?\*+|\/?\*\.\*|\/?\*\*\/\*+)$/.test(path)) return 'all';
  return /^\/?[^/*?[\]]+\*$/.test(path) && !MANIFEST.test(path.replace(/^\//, '')) ? 'some' : undefined;
}
