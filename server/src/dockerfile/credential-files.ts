// Files with credentials that the image is given by COPY or ADD, known by the variables that name them to programs.
import { expandWord } from './expand';
import { actingInstruction } from './list-edits';
import { argumentAt, lineage, type Stage, type Step } from './stages';
import type { Word } from './syntax';
import type { Assignment } from './variables';
import { normalPath } from './workdir';

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
export function credentialsCopied(
  stage: Stage,
  index: number,
  { name, value }: Assignment,
): CopiedCredentials | undefined {
  if (!value || !stage.isFinal || !VARIABLES.has(name.text)) return undefined;
  const written = expandWord(value.text, stage.globals.escape, stage.variables.at(index))?.text;
  const path = written && pathAt(stage, stage.steps.length, written);
  if (!path || MOUNTED.test(path) || isVolume(stage, path)) return undefined;
  for (const ancestor of lineage(stage)) {
    for (const [i, step] of ancestor.steps.entries()) {
      const isNamed = brings(ancestor, i, path, !written.startsWith('/'));
      if (isNamed !== undefined) return { step, isNamed };
    }
  }
  return undefined;
}

/** Copies to where a variable says that the stage does not set itself: `COPY config $AWS_CONFIG_FILE`. */
export function* copiesToVariables(
  stage: Stage,
): Iterable<{ readonly step: Step; readonly word: Word; readonly name: string }> {
  if (!stage.isFinal) return;
  for (const [index, step] of stage.steps.entries()) {
    if (!step.instruction.text.includes('$')) continue;
    const word = copyOf(step)?.destination;
    const [, name = ''] = /^"?\$\{?(\w+)\}?"?$/.exec(word?.text ?? '') ?? [];
    if (word && VARIABLES.has(name) && !expandWord(word.text, stage.globals.escape, stage.variables.at(index)))
      yield { step, word, name };
  }
}

function copyOf(
  step: Step,
): { readonly sources: readonly Word[]; readonly destination: Word; readonly from: boolean } | undefined {
  const { name, args, flags, heredocs } = actingInstruction(step);
  const destination = args.at(-1);
  if ((name !== 'COPY' && name !== 'ADD') || !destination || args.length < 2 || heredocs.length > 0) return undefined;
  return { sources: args.slice(0, -1), destination, from: flags.some(({ text }) => text.startsWith('--from=')) };
}

/** Whether a copy names the file, or only takes in a folder that it may lie in. Undefined where it brings no such file. */
function brings(stage: Stage, index: number, path: string, isRelative: boolean): boolean | undefined {
  const step = stage.steps[index];
  const copy = step && copyOf(step);
  if (!copy) return undefined;
  const read = ({ text }: Word): string | undefined =>
    expandWord(text, stage.globals.escape, stage.variables.at(index))?.text;
  const written = read(copy.destination);
  const to = written && pathAt(stage, index, written);
  if (!to) return undefined;
  const sources = copy.sources.map(read);
  if (to === path && sources.length === 1) return true;
  const folder = to === '/' ? '' : to;
  if (sources.some((source) => source && `${folder}/${baseName(source)}` === path)) return true;
  const isInside = path.startsWith(`${folder}/`) && (folder !== '' || isRelative);
  return isInside && !copy.from && sources.some(isFolder) ? false : undefined;
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** As far as a name tells: the context itself, all of it, or a name without an ending. */
const isFolder = (source: string | undefined): boolean =>
  source !== undefined &&
  !source.includes('://') &&
  (source.endsWith('/') || /^(?:\.{1,2}|\*|\.?[^.*?]+)$/.test(baseName(source)));

/** A path as it is at a step; folders of base images that nobody wrote down count as the root. */
function pathAt(stage: Stage, before: number, path: string): string | undefined {
  if (path.startsWith('/')) return normalPath(path);
  const parts = [path];
  for (const ancestor of lineage(stage)) {
    for (let i = (ancestor === stage ? before : ancestor.steps.length) - 1; i >= 0; i--) {
      if (ancestor.steps[i]?.instruction.name !== 'WORKDIR') continue;
      const folder = argumentAt(ancestor, i)?.text;
      if (folder === undefined) return undefined;
      parts.unshift(folder);
      if (folder.startsWith('/')) return normalPath(parts.join('/'));
    }
  }
  return normalPath(`/${parts.join('/')}`);
}

const isVolume = (stage: Stage, path: string): boolean =>
  stage.steps.some(
    ({ instruction: { name, args } }) =>
      name === 'VOLUME' &&
      args.some(({ text }) => `${path}/`.startsWith(`${normalPath(text.replace(/^["']|["']$/g, ''))}/`)),
  );
