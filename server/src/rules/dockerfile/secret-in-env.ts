// ENV that stores a secret: it is written into the image and shown to everyone who has it.
import { removeAssignment } from '../../dockerfile/assignment-edits';
import { expandWord } from '../../dockerfile/expand';
import { scriptsOf } from '../../dockerfile/run';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import { type Assignment, assignmentsOf } from '../../dockerfile/variables';
import type { Delta, Fix, Related, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { canBeSecretValue, isPlaceholder, isSecretName } from '../../secrets/by-name';
import type { TextEdit } from '../../text/edit';
import { rangeOf } from '../../text/range';

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
    { sonar: 'S6472' },
    { dockle: 'CIS-DI-0010' },
  ],
  docs: {
    why: 'The value of an ENV is part of the image: everyone who can pull it reads the value with `docker inspect` or `docker history`, and every process in every container gets it. Taking it out in a later layer does not help.\n\nA value that is needed while the image is built comes from a secret mount, which leaves nothing behind: `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci`, built with `docker build --secret id=npm_token,env=NPM_TOKEN .`. A value that is needed when the container runs is given then, as a secret of the orchestrator or with `docker run --env-file`. A value that was ever pushed has to be replaced.',
    bad: 'FROM node:24.4-alpine\nENV NPM_TOKEN=npm_h4x0r\nRUN npm ci --omit=dev\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci --omit=dev\nENV NPM_TOKEN_FILE=/run/secrets/npm_token\nUSER node\n',
    limits:
      'Decided by the words of the name: `DB_PASSWORD` is one, `TOKENIZERS_PARALLELISM` and `PASSWORD_FILE` are not. Empty values, switches, paths, addresses and values that only pass on another variable are left alone. Programs that read the variable without naming it in the Dockerfile are not seen by the fix.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      if (step.instruction.name !== 'ENV') continue;
      const assignments = assignmentsOf(step.instruction);
      for (const [i, assignment] of assignments.entries()) {
        const report = isStoredSecret(stage, index, assignment) && reportOf(stage, index, assignments, i);
        if (report) yield report;
      }
    }
  },
});

function isStoredSecret(stage: Stage, index: number, { name, value }: Assignment): boolean {
  if (!value || !isSecretName(name.text)) return false;
  // With no variable known, what a mere reference leaves is nothing, and a default in it stands for itself.
  const known = expandWord(value.text, stage.globals.escape, () => 'unset') ?? stage.variables.at(index + 1)(name.text);
  return known !== undefined && known !== 'unset' && canBeSecretValue(known.text);
}

function reportOf(stage: Stage, index: number, assignments: readonly Assignment[], i: number): Report | undefined {
  const step = stage.steps[index];
  const assignment = assignments[i];
  if (!step || !assignment?.value) return undefined;
  const name = assignment.name.text;
  const uses = usesOf(stage, index, name);
  const related: Related[] = uses.map(({ at, keyword }) => ({
    range: rangeOfWord(at, at.instruction.keyword),
    message: `'${name}' is used by this ${keyword}`,
  }));
  const text = assignment.value.text;
  return {
    range: rangeOfWord(step, assignment.name),
    message: `'${name}' is stored in the image for everyone to read; mount it as a secret or set it at run time`,
    severity: isPlaceholder(text.replace(/^["']|["']$/g, '')) ? 'warning' : 'error',
    related,
    masked: [rangeOfWord(step, assignment.value)],
    fixes: fixesOf(name, removeAssignment(step, assignments, i), assignments.length > 1 ? CHANGED : REMOVED, uses),
  };
}

interface Use {
  readonly at: Stage['steps'][number];
  readonly keyword: string;
}

/** The steps behind ENV that name the variable, up to where it is set again. */
function usesOf(stage: Stage, index: number, name: string): Use[] {
  const uses: Use[] = [];
  for (let i = index + 1; i < stage.steps.length; i++) {
    const at = stage.steps[i];
    if (!at) break;
    const { instruction } = at;
    if (namesVariable(stage, i, name)) uses.push({ at, keyword: instruction.name });
    const setsAgain = instruction.name === 'ENV' && assignmentsOf(instruction).some((other) => other.name.text === name);
    if (setsAgain) break;
  }
  return uses;
}

function namesVariable(stage: Stage, index: number, name: string): boolean {
  const instruction = stage.steps[index]?.instruction;
  if (!instruction) return false;
  const scripts = scriptsOf(stage, index);
  if (scripts?.some(({ variables }) => variables.has(name))) return true;
  if (scripts && instruction.heredocs.length === 0) return false;
  const texts = [...instruction.args, ...instruction.flags].map(({ text }) => text);
  return [...texts, ...instruction.heredocs.map(({ content }) => content)].some((text) => mentions(text, name));
}

/** `$NAME` or `${NAME…}`, by plain search. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(`$${name}`); at >= 0; at = text.indexOf(`$${name}`, at + 1)) {
    if (!/^\w/.test(text.slice(at + name.length + 1, at + name.length + 2))) return true;
  }
  return text.includes(`\${${name}`);
}

const REMOVED: Delta = { removes: ['ENV'] };
const CHANGED: Delta = { changes: ['ENV'] };

function fixesOf(name: string, removal: readonly TextEdit[], delta: Delta, uses: readonly Use[]): Fix[] {
  const takeOut: Fix = {
    title: `Take '${name}' out of the image; give it to the container when it runs`,
    safety: 'suggested',
    delta,
    edits: () => [{ edits: removal }],
  };
  const runs = uses.filter(({ keyword }) => keyword === 'RUN');
  if (runs.length === 0 || runs.length < uses.length || !/^\w+$/.test(name)) return [takeOut];
  const mounts = runs.map(({ at }): TextEdit => {
    const { end } = rangeOfWord(at, at.instruction.keyword);
    const newText = ` --mount=type=secret,id=${name.toLowerCase()},env=${name}`;
    return { range: rangeOf(end.line, end.character, end.line, end.character), newText };
  });
  const mount: Fix = {
    title: `Give '${name}' to the ${runs.length === 1 ? 'RUN that uses it' : 'RUNs that use it'} as a secret mount`,
    safety: 'suggested',
    delta: { ...delta, changes: [...(delta.changes ?? []), 'RUN'] },
    edits: () => [{ edits: [...removal, ...mounts] }],
  };
  return [mount, takeOut];
}
