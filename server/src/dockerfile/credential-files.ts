// Files with credentials that the image is given by COPY or ADD, known by the variables that name them to programs.
import { once } from '../text/once';
import { copySteps } from './acting-steps';
import { type Copy, copiesOf } from './copies';
import { expandWord } from './expand';
import { lineage, type Stage, type Step } from './stages';
import type { Instruction, Word } from './syntax';
import { type Assignment, assignmentsOf } from './variables';
import { normalPath, pathAt } from './workdir';

/** Their values are paths of files that hold credentials. */
const VARIABLES: ReadonlySet<string> = new Set([
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AZURE_AUTH_LOCATION',
  'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'HF_TOKEN_PATH',
]);
/** Where files are mounted when a container runs. */
const MOUNTED = /^\/(?:mnt|run|var\/run|(?:var\/|etc\/)?secrets)\//;

export interface CopiedCredentials {
  readonly step: Step;
  /** The copy names the file; else the file lies in a folder that is copied. */
  readonly isNamed: boolean;
}

/** The copy that brings the file into the final image which one of the variables names. */
export function credentialsCopied(stage: Stage, index: number, assignment: Assignment): CopiedCredentials | undefined {
  const { name, value } = assignment;
  if (!value || !stage.isFinal || !VARIABLES.has(name.text)) return undefined;
  if (!isLast(stage, index, assignment)) return undefined;
  const written = expandWord(value.text, stage.globals.escape, stage.variables.at(index))?.text;
  const path = written && pathAt(stage, stage.steps.length, written);
  if (!path || MOUNTED.test(path) || isVolume(stage, path)) return undefined;
  for (const ancestor of lineage(stage)) {
    for (const copy of copiesOf(ancestor)) {
      if (!isPlainCopy(copy.instruction)) continue;
      const isNamed = brings(copy, path, !written.startsWith('/'));
      if (isNamed !== undefined) return { step: copy.step, isNamed };
    }
  }
  return undefined;
}

const keyOf = (instruction: string, variable: string, index: number): string => `${instruction} ${variable} ${index}`;

/** Another ENV or ARG of the same name below it makes an assignment say nothing of the image. */
function isLast(stage: Stage, index: number, assignment: Assignment): boolean {
  const { name = '' } = stage.steps[index]?.instruction ?? {};
  return lastAssignments(stage).get(keyOf(name, assignment.name.text, index)) === assignment;
}

const lastAssignments = once((stage: Stage): ReadonlyMap<string, Assignment> => {
  const last = new Map<string, { key: string; assignment: Assignment }>();
  for (const [index, { instruction }] of stage.steps.entries()) {
    for (const assignment of assignmentsOf(instruction)) {
      const { text } = assignment.name;
      if (!VARIABLES.has(text)) continue;
      last.set(`${instruction.name} ${text}`, { key: keyOf(instruction.name, text, index), assignment });
    }
  }
  return new Map([...last.values()].map(({ key, assignment }) => [key, assignment]));
});

/** Copies to where a variable says that the stage does not set itself: `COPY config $AWS_CONFIG_FILE`. */
export function* copiesToVariables(
  stage: Stage,
): Iterable<{ readonly step: Step; readonly word: Word; readonly name: string }> {
  if (!stage.isFinal) return;
  for (const { index, step, instruction } of copySteps(stage)) {
    if (!instruction.text.includes('$')) continue;
    const word = isPlainCopy(instruction) ? instruction.args.at(-1) : undefined;
    const [, name = ''] = /^"?\$\{?(\w+)\}?"?$/.exec(word?.text ?? '') ?? [];
    if (word && VARIABLES.has(name) && !expandWord(word.text, stage.globals.escape, stage.variables.at(index)))
      yield { step, word, name };
  }
}

const isPlainCopy = ({ name, args, heredocs }: Instruction): boolean =>
  (name === 'COPY' || name === 'ADD') && args.length > 1 && heredocs.length === 0;

/** Whether a copy names the file, or only takes in a folder that it may lie in. Undefined where it brings no such file. */
function brings(
  { path: to, sourceTexts: sources, from }: Copy,
  path: string,
  isRelative: boolean,
): boolean | undefined {
  if (to === undefined) return undefined;
  if (to === path && sources.length === 1) return true;
  const folder = to === '/' ? '' : to;
  if (sources.some((source) => source && `${folder}/${baseName(source)}` === path)) return true;
  const isInside = path.startsWith(`${folder}/`) && (folder !== '' || isRelative);
  return isInside && !from && sources.some(isFolder) ? false : undefined;
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** As far as a name tells: the context itself, all of it, or a name without an ending. */
const isFolder = (source: string | undefined): boolean =>
  source !== undefined &&
  !source.includes('://') &&
  (source.endsWith('/') || /^(?:\.{1,2}|\*|\.?[^.*?]+)$/.test(baseName(source)));

const isVolume = (stage: Stage, path: string): boolean =>
  stage.steps.some(
    ({ instruction: { name, args } }) =>
      name === 'VOLUME' &&
      args.some(({ text }) => `${path}/`.startsWith(`${normalPath(text.replace(/^["']|["']$/g, ''))}/`)),
  );
