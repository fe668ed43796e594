// FROM with a text that is no image reference: BuildKit refuses the build.
import { expandWord } from '../../dockerfile/expand';
import { undeclaredIn } from '../../dockerfile/from-variables';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import type { Word } from '../../dockerfile/syntax';
import { parseImageReference } from '../../image/reference';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

/** `FROM REPLACE-ME` and `FROM {{ image }}` wait for a script or a template. */
const PLACEHOLDER = /^[A-Z0-9]+[_-][A-Z0-9_.-]+$|\{\{|<%|%%|@\w+@/;

export default dockerfileRule({
  id: 'invalid-image-reference',
  title: 'FROM names no image',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  supersedes: ['floating-tag', 'unpinned-base-image', 'end-of-life-base'],
  references: [{ url: 'https://github.com/distribution/reference' }],
  docs: {
    why: 'What stands there is no reference that a registry could have: the build stops. Names are in lower case, behind a `:` comes a tag, behind an `@` a digest, and an address has no `https://`. The name of a stage is in lower case as well: BuildKit keeps `AS Base` as `base`, and `FROM Base` does not find it.',
    bad: 'FROM Node:24.4-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits:
      'A name that comes from a variable is left to other rules: whoever builds may give another. What waits for a script or a template, as `REPLACE-ME` and `{{ image }}`, is left alone.',
  },
  *file({ stages }) {
    const names = new Set<string>();
    for (const { line, stage } of stages) {
      const { image, base, name } = stage;
      const [from] = stage.steps;
      if (from && image && base.kind === 'unknown') {
        const problem = problemOf(stage, from, image, names);
        if (problem)
          yield {
            range: shiftRange(rangeOfWord(from, image), line),
            message: problem.message,
            fixes: problem.meant === undefined ? [] : [change(from, image, problem.meant, line)],
          };
      }
      if (name !== undefined) names.add(name);
    }
  },
});

interface Problem {
  readonly message: string;
  readonly meant?: string;
}

function problemOf({ globals }: Stage, from: Step, image: Word, names: ReadonlySet<string>): Problem | undefined {
  const value = expandWord(image.text, globals.escape, globals.lookup);
  if (!value || value.isDefault || undeclaredIn(from.instruction, image, globals).length > 0) return undefined;
  const { text } = value;
  if (PLACEHOLDER.test(text)) return undefined;
  if (text === '') return { message: `the name of the image is empty; write one` };
  const isWritten = text === image.text && from.instruction.text.slice(image.start, image.end) === text;
  const lower = text.toLowerCase();
  if (lower !== text && names.has(lower)) {
    const message = `no stage is named '${text}': BuildKit keeps names in lower case; write '${lower}'`;
    return isWritten ? { message, meant: lower } : { message };
  }
  const meant = [withLowerName(text), text.replace(/^https?:\/\//, ''), text.replace(/[:@]+$/, '')].find(
    (each) => each !== text && parseImageReference(each) !== undefined,
  );
  if (meant === undefined) return { message: `'${text}' is no image reference: BuildKit refuses it; write 'name:tag'` };
  const message = `'${text}' is no image reference: BuildKit refuses it; did you mean '${meant}'?`;
  return isWritten ? { message, meant } : { message };
}

/** The tag keeps its case. */
function withLowerName(text: string): string {
  const end = text.search(/[:@][^/]*$/);
  return end < 0 ? text.toLowerCase() : text.slice(0, end).toLowerCase() + text.slice(end);
}

const change = (from: Step, image: Word, meant: string, line: number): Fix => ({
  title: `Write '${meant}'`,
  safety: 'suggested',
  delta: { changes: ['FROM'] },
  edits: () => [{ edits: [{ range: shiftRange(rangeOfWord(from, image), line), newText: meant }] }],
});
