// A file with logins or tokens that COPY or ADD brings into the image.
import { type CopiedSecret, copiedSecrets } from '../../dockerfile/copied-secrets';
import { isShipped, keptBy } from '../../dockerfile/final-image';
import { isNamedLater, mountInsteadOfCopy, removeCopied } from '../../dockerfile/secret-file-edits';
import { type PlacedStage, rangeOfWord } from '../../dockerfile/stages';
import type { Fix, Severity } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shiftEdit, type TextEdit } from '../../text/edit';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'secret-file-copied',
  title: 'File with secrets copied into the image',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [
    { cis: '4.10' },
    { cwe: 538 },
    { trivy: 'DS-0031' },
    { dockle: 'CIS-DI-0010' },
    { dockle: 'DKL-LI-0003' },
  ],
  docs: {
    why: 'What COPY brings is in a layer of the image, for everyone who can pull it; deleting it in a later step does not take it out of the layer below. In a stage that only builds it stays in the build cache, which others may read where the cache is shared or pushed.\n\nA file that a step needs is mounted there: `RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci`, built with `docker build --secret id=npmrc,src=.npmrc .`. A file that the program needs is given to the container when it runs: as a secret of the orchestrator, with `--env-file`, or as a volume. Add its name to `.dockerignore`, so that no `COPY . .` takes it along.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json .env ./\nRUN npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json .env.example ./\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci\nUSER node\n',
    limits:
      'Decided by names: `.env`, `.netrc`, `.aws/credentials`, `kubeconfig`, `credentials.json` and the like; examples, templates and files of tests are left alone. `.npmrc` and Maven settings often hold no token, and are an info. What `COPY . .` brings is not known here. A stage that only builds gets an info. Private keys have a rule of their own.',
  },
  *file(file, { facts }) {
    for (const placed of file.stages) {
      for (const [i, copied] of copiedSecrets(placed.stage).entries()) {
        if (copied.file.kind === 'key') continue;
        const { copy, word, name } = copied;
        const shipped = isShipped(file, placed.stage);
        yield {
          range: shiftRange(rangeOfWord(copy.step, word), placed.line),
          message: shipped
            ? `'${shown(name)}' ${holds(copied)}, and everyone who has the image can read it; mount it where it is used`
            : `'${shown(name)}' ${holds(copied)}, and stays in the build cache; mount it where it is used`,
          severity: severityOf(copied, shipped),
          related: keptBy(file, placed, copy.index),
          fixes: i < MAX_FIXED ? fixesOf(placed, copied, mountInsteadOfCopy(placed.stage, copied, facts.images)) : [],
        };
      }
    }
  },
});

/** Each of them looks through the steps below. */
const MAX_FIXED = 40;

const shown = (name: string): string => (name.length > 30 ? `${name.slice(0, 29)}…` : name);
const holds = ({ file }: CopiedSecret): string => (file.isCertain ? 'holds secrets' : 'may hold secrets');

function severityOf({ file, copy }: CopiedSecret, shipped: boolean): Severity {
  if (!shipped || file.kind === 'settings') return 'info';
  return file.isCertain && !copy.from ? 'error' : 'warning';
}

function fixesOf({ line, stage }: PlacedStage, copied: CopiedSecret, mounts: readonly TextEdit[] | undefined): Fix[] {
  const { copy, name } = copied;
  const removal = removeCopied(stage, copied);
  const keyword = copy.step.instruction.name;
  if (!removal || copy.from || (!mounts && isNamedLater(stage, copied))) return [];
  if (!mounts) {
    return [
      {
        title: `Take '${name}' out of the image; give it to the container when it runs`,
        safety: 'suggested',
        delta: { removes: [keyword], changes: [keyword] },
        edits: () => [{ edits: removal.map((edit) => shiftEdit(edit, line)) }],
      },
    ];
  }
  const edits = [...removal, ...mounts].map((edit) => shiftEdit(edit, line));
  const title = `Mount '${name}' as a secret where it is used, instead of copying it`;
  return [
    { title, safety: 'suggested', delta: { removes: [keyword], changes: [keyword, 'RUN'] }, edits: () => [{ edits }] },
  ];
}
