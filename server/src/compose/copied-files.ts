// Which files of a service's build context end in its image.
import { copiesOf } from '../dockerfile/copies';
import { cleanPath, IgnoredFiles } from '../dockerfile/dockerignore';
import { lineage, rangeOfWord } from '../dockerfile/stages';
import { flagValues } from '../dockerfile/validate/flags';
import type { Files } from '../text/files';
import { type Range, shiftRange } from '../text/range';
import { childUri, decodePath, pathWithin } from '../text/uri';
import type { BuiltFrom } from './built-from';

export interface ContextFile {
  /** From the context, with `/`. */
  readonly path: string;
  /** In the Dockerfile. */
  readonly range: Range;
  /** What would leave it out; its text is undefined where there is none yet. */
  readonly ignoreList: { readonly uri: string; readonly text: string | undefined };
}

/** Undefined where no COPY is sure to take the file, or something leaves it out. */
export function copiedByBuild(uri: string, built: BuiltFrom, files: Files): ContextFile | undefined {
  const within = pathWithin(uri, built.context);
  if (!within) return undefined;
  const path = decodePath(within);
  // BuildKit takes the one that is named for the Dockerfile, or else the one of the context.
  const [own, common] = [`${built.uri}.dockerignore`, childUri(built.context, '.dockerignore')].map((each) => ({
    uri: each,
    answer: files.read(each),
  }));
  const list = own?.answer.kind === 'missing' ? common : own;
  if (!list || (list.answer.kind !== 'text' && list.answer.kind !== 'missing')) return undefined;
  const text = list.answer.kind === 'text' ? list.answer.text : undefined;
  const ignored = IgnoredFiles.read(text ?? '');
  const range = ignored?.leavesOut(path) === false ? placeOfCopy(built, path) : undefined;
  return range && { path, range, ignoreList: { uri: list.uri, text } };
}

function placeOfCopy({ file, placed }: BuiltFrom, path: string): Range | undefined {
  for (const stage of lineage(placed.stage)) {
    for (const { step, instruction, sourceTexts, from } of copiesOf(stage)) {
      const excluded = flagValues(instruction, 'exclude').map(({ text }) => text);
      // ONBUILD runs in another build; what another stage is asked for is not in the context.
      if (step.instruction.trigger || from || instruction.flags.some(({ text }) => text.startsWith('--from'))) continue;
      if (!sourceTexts.some((source) => source !== undefined && takes(source, path))) continue;
      if (IgnoredFiles.read(excluded.join('\n'))?.leavesOut(path) !== false) continue;
      const line = file.stages.find((each) => each.stage === stage)?.line ?? 0;
      return shiftRange(rangeOfWord(step, step.instruction.keyword), line);
    }
  }
  return undefined;
}

/** By the folder or the file itself: patterns are not gone through, but for `*` alone. */
function takes(source: string, path: string): boolean {
  if (/^<<|^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(source)) return false;
  const from = cleanPath(`/${source.replaceAll('\\', '/')}`).slice(1);
  return from === '' || from === '*' || path === from || path.startsWith(`${from}/`);
}
