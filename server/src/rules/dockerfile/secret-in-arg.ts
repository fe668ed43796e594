// ARG that takes a secret: its value stays in the history of the image and in the build's records.

import { globalArgumentToMount, stageArgumentToMount } from '../../dockerfile/argument-mount';
import { credentialsCopied } from '../../dockerfile/credential-files';
import { expandWord } from '../../dockerfile/expand';
import { secretUses } from '../../dockerfile/secret-uses';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { type Assignment, assignmentsOf } from '../../dockerfile/variables';
import { copiedCredentials } from '../../rule/copied-credentials';
import type { Fix, Related, Report } from '../../rule/finding';
import { relatedUses } from '../../rule/related-uses';
import { dockerfileRule } from '../../rule/rule';
import { canBeSecretValue, isPlaceholder, isSecretName } from '../../secrets/by-name';
import { kicsSecrets } from '../../secrets/kics';
import type { TextEdit } from '../../text/edit';

export default dockerfileRule({
  id: 'secret-in-arg',
  title: 'Secret given to the build as an argument',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  looksFor: ['ARG'],
  references: [
    { cis: '4.10' },
    { cwe: 538 },
    { trivy: 'DS-0031' },
    { buildkit: 'SecretsUsedInArgOrEnv' },
    { hadolint: 'DL3064' },
    { semgrep: 'dockerfile.security.secret-in-build-arg.secret-in-build-arg' },
    ...kicsSecrets,
    { sonar: 'S6472' },
  ],
  docs: {
    why: 'What is given with `--build-arg` stays: `docker history` shows it for every RUN behind the ARG, the provenance of the build lists it, and so do the logs of CI. A default in the file is read by everyone who has the file, and is an error here.\n\nA secret mount leaves nothing behind: `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci`, built with `docker build --secret id=npm_token,env=NPM_TOKEN .`.',
    bad: 'FROM node:24.4-alpine\nARG NPM_TOKEN\nRUN npm config set //registry.example.com/:_authToken=$NPM_TOKEN && npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\nUSER node\n',
    limits:
      'Decided by the words of the name: `NPM_TOKEN` is one, `TOKEN_TTL` and `PUBLIC_KEY` are not. Arguments whose default cannot be a secret are left alone: a switch, a path, an address; but a default that names a file with credentials, such as that of `GOOGLE_APPLICATION_CREDENTIALS`, counts where COPY or ADD brings the file into the final image. The fix mounts the secret where RUN names it; and where a program runs that reads it by itself, as npm does `NPM_TOKEN`; others are not seen.',
  },
  alsoReports: ['secret-in-run', 'secret-mount-missing'],
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      if (step.instruction.name !== 'ARG') continue;
      const assignments = assignmentsOf(step.instruction);
      for (const [i, assignment] of assignments.entries()) {
        const copied = credentialsCopied(stage, index, assignment);
        if (copied) yield copiedCredentials(step, assignment.name, copied);
        if (!takesSecret(assignment, stage.globals.escape)) continue;
        const uses = secretUses(stage, index, assignment.name.text);
        const related = relatedUses(stage, assignment.name.text, uses);
        const edits = stageArgumentToMount(stage, index, i);
        yield reportOf(
          step,
          assignment,
          edits && mountFix(assignment.name.text, edits, assignments.length > 1),
          related,
        );
      }
    }
  },
  *file(file) {
    for (const step of file.preamble) {
      if (step.instruction.name !== 'ARG') continue;
      const assignments = assignmentsOf(step.instruction);
      for (const [i, assignment] of assignments.entries()) {
        if (!takesSecret(assignment, file.globals.escape)) continue;
        const edits = globalArgumentToMount(file, step, i);
        yield reportOf(step, assignment, edits && mountFix(assignment.name.text, edits, true));
      }
    }
  },
});

function takesSecret({ name, value }: Assignment, escape: string): boolean {
  if (!isSecretName(name.text)) return false;
  // With no variable known, what a mere reference leaves is nothing: the value is given from outside.
  const known = value && expandWord(value.text, escape, () => 'unset');
  return !known || known.text === '' || canBeSecretValue(known.text);
}

function reportOf(step: Step, { name, value }: Assignment, fix?: Fix, related?: readonly Related[]): Report {
  const text = value?.text.replace(/^["']|["']$/g, '') ?? '';
  const isStored = text !== '' && !text.includes('$') && !isPlaceholder(text);
  return {
    range: rangeOfWord(step, name),
    message: `'${name.text}' stays readable in the history of the image; give it to RUN as a secret mount`,
    severity: isStored ? 'error' : 'warning',
    related,
    masked: value ? [rangeOfWord(step, value)] : [],
    fixes: fix ? [fix] : [],
  };
}

const mountFix = (name: string, edits: readonly TextEdit[], isChange: boolean): Fix => {
  const hasMount = edits.some(({ newText }) => newText !== '');
  return {
    title: hasMount
      ? `Give '${name}' to the RUNs that use it as a secret mount`
      : `Take '${name}' out of the image; give it to the container when it runs`,
    safety: 'suggested',
    delta: { removes: ['ARG', 'ENV'], changes: isChange ? ['ARG', 'ENV', 'RUN'] : ['ENV', 'RUN'] },
    edits: () => [{ edits }],
  };
};
