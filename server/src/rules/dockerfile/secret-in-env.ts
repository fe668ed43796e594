// ENV that stores a secret: it is written into the image and shown to everyone who has it.
import { removeAssignment } from '../../dockerfile/assignment-edits';
import { copiesToVariables, credentialsCopied } from '../../dockerfile/credential-files';
import { expandWord } from '../../dockerfile/expand';
import { secretMounts } from '../../dockerfile/secret-mount';
import { secretUses } from '../../dockerfile/secret-uses';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import { type Assignment, assignmentsOf } from '../../dockerfile/variables';
import { copiedCredentials } from '../../rule/copied-credentials';
import type { Delta, Fix, Report } from '../../rule/finding';
import { relatedUses } from '../../rule/related-uses';
import { dockerfileRule } from '../../rule/rule';
import { canBeSecretValue, isPlaceholder, isSecretName } from '../../secrets/by-name';
import { kicsSecrets } from '../../secrets/kics';
import type { TextEdit } from '../../text/edit';

export default dockerfileRule({
  id: 'secret-in-env',
  title: 'Secret stored in the image by ENV',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [
    { cis: '4.10' },
    { cwe: 798 },
    { trivy: 'DS-0031' },
    { buildkit: 'SecretsUsedInArgOrEnv' },
    { hadolint: 'DL3064' },
    ...kicsSecrets,
    { sonar: 'S6472' },
    { dockle: 'CIS-DI-0010' },
  ],
  docs: {
    why: 'The value of an ENV is part of the image: everyone who can pull it reads the value with `docker inspect` or `docker history`, and every process in every container gets it. Taking it out in a later layer does not help.\n\nA value that is needed while the image is built comes from a secret mount, which leaves nothing behind: `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci`, built with `docker build --secret id=npm_token,env=NPM_TOKEN .`. A value that is needed when the container runs is given then, as a secret of the orchestrator or with `docker run --env-file`. A value that was ever pushed has to be replaced.',
    bad: 'FROM node:24.4-alpine\nENV NPM_TOKEN=npm_h4x0r\nRUN npm ci --omit=dev\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci --omit=dev\nENV NPM_TOKEN_FILE=/run/secrets/npm_token\nUSER node\n',
    limits:
      'Decided by the words of the name: `DB_PASSWORD` is one, `TOKENIZERS_PARALLELISM` and `PASSWORD_FILE` are not. Empty values, switches, paths, addresses and values that only pass on another variable are left alone, unless it is an ARG without a default whose own name says nothing. Of programs that read the variable without naming it the fix knows the common ones, such as npm and `NPM_TOKEN`. Of variables that name a file with credentials, such as `GOOGLE_APPLICATION_CREDENTIALS`, only those count whose file COPY or ADD brings into the final image: an error where the copy names it, a warning where it lies in a folder that is copied. A `.dockerignore` is not read.',
  },
  alsoReports: ['secret-mount-missing'],
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      if (step.instruction.name !== 'ENV') continue;
      const assignments = assignmentsOf(step.instruction);
      for (const [i, assignment] of assignments.entries()) {
        const report = isStoredSecret(stage, index, assignment) && reportOf(stage, index, assignments, i);
        if (report) yield report;
        const copied = credentialsCopied(stage, index, assignment);
        if (copied) yield copiedCredentials(step, assignment.name, copied);
      }
    }
    for (const { step, word, name } of copiesToVariables(stage)) {
      const message = `the file of '${name}' is copied into the image; mount it where it is used`;
      yield { range: rangeOfWord(step, word), message };
    }
  },
});

function isStoredSecret(stage: Stage, index: number, { name, value }: Assignment): boolean {
  if (!value || !isSecretName(name.text)) return false;
  if (isGivenToBuild(stage, index, value.text)) return true;
  // With no variable known, what a mere reference leaves is nothing, and a default in it stands for itself.
  const known = expandWord(value.text, stage.globals.escape, () => 'unset') ?? stage.variables.at(index + 1)(name.text);
  return known !== undefined && known !== 'unset' && canBeSecretValue(known.text);
}

/** `$T` of an `ARG T` whose name does not tell; of one that does, its ARG is reported, with this use of it. */
function isGivenToBuild(stage: Stage, index: number, text: string): boolean {
  const name = /^"?\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-)?\})"?$/
    .exec(text)
    ?.slice(1)
    .find((part) => part);
  if (name === undefined || isSecretName(name)) return false;
  const declared = stage.steps
    .slice(0, index)
    .filter(({ instruction }) => instruction.name === 'ARG' || instruction.name === 'ENV')
    .findLast(({ instruction }) => assignmentsOf(instruction).some((each) => each.name.text === name));
  if (declared?.instruction.name !== 'ARG') return false;
  const own = assignmentsOf(declared.instruction).find((each) => each.name.text === name);
  return own !== undefined && own.value === undefined;
}

function reportOf(stage: Stage, index: number, assignments: readonly Assignment[], i: number): Report | undefined {
  const step = stage.steps[index];
  const assignment = assignments[i];
  if (!step || !assignment?.value) return undefined;
  const name = assignment.name.text;
  const uses = secretUses(stage, index, name);
  const related = relatedUses(stage, name, uses);
  const text = assignment.value.text;
  return {
    range: rangeOfWord(step, assignment.name),
    message: `'${name}' is stored in the image for everyone to read; mount it as a secret or set it at run time`,
    severity:
      isPlaceholder(text.replace(/^["']|["']$/g, '')) || isGivenToBuild(stage, index, text) ? 'warning' : 'error',
    related,
    masked: [rangeOfWord(step, assignment.value)],
    fixes: fixesOf(
      stage,
      name,
      removeAssignment(step, assignments, i),
      assignments.length > 1 ? CHANGED : REMOVED,
      uses,
    ),
  };
}

const REMOVED: Delta = { removes: ['ENV'] };
const CHANGED: Delta = { changes: ['ENV'] };

function fixesOf(stage: Stage, name: string, removal: readonly TextEdit[], delta: Delta, uses: readonly Step[]): Fix[] {
  const takeOut: Fix = {
    title: `Take '${name}' out of the image; give it to the container when it runs`,
    safety: 'suggested',
    delta,
    edits: () => [{ edits: removal }],
  };
  const mounts = secretMounts(stage, name, uses);
  if (!mounts) return [takeOut];
  const mount: Fix = {
    title: `Give '${name}' to the ${mounts.length === 1 ? 'RUN that uses it' : 'RUNs that use it'} as a secret mount`,
    safety: 'suggested',
    delta: { ...delta, changes: [...(delta.changes ?? []), 'RUN'] },
    edits: () => [{ edits: [...removal, ...mounts] }],
  };
  return [mount, takeOut];
}
