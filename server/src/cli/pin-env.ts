// The `.env` files that say images of Compose files, as files to pin.
import { envFilesOf } from '../compose/env-files';
import type { Project } from '../compose/model';
import type { ImageUse } from '../dockerfile/image-uses';
import { isMeant, type PinMode } from '../dockerfile/pin-edit';
import type { Mirrors } from '../image/mirrors';
import { fileNotice } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import { unreadableFile } from '../rule/notices';
import { rangeOf } from '../text/range';
import { reasonOf } from '../workspace/file-system';
import { blockingFileSystem } from './node-file-system';
import type { PinnedFile } from './pinning';
import type { Target } from './targets';

/** A Compose file that has a `.env` beside it. */
export interface BesideEnv {
  readonly file: Target;
  readonly project: Project;
  readonly mirrors: Mirrors;
}

/** Hears why something is left as it is. */
export type Tell = (place: string, what: string) => void;

export async function envFilesToPin(beside: readonly BesideEnv[], mode: PinMode, tell: Tell): Promise<PinnedFile[]> {
  const files: PinnedFile[] = [];
  for (const { uri, text, uses, left } of envFilesOf(beside.map(({ project }) => project))) {
    const first = beside.find(({ project }) => project.environment?.uri === uri);
    const meant = uses.filter(({ reference }) => isMeant(reference, mode));
    if (!first) continue;
    const file: Target = { uri, path: first.file.path.replace(/[^/\\]*$/, '.env'), root: first.file.root };
    for (const { use, reason } of mode === 'check' ? [] : left) {
      tell(`${file.path}:${use.range.start.line + 1}`, `${use.reference.text} not pinned: ${reason}`);
    }
    if (meant.length === 0) continue;
    try {
      const source = await blockingFileSystem.readText(uri);
      if (!source.isExact) tell(file.path, 'this is not UTF-8 throughout: left as it is');
      else if (source.text === text)
        files.push({ file, source, analysis: envAnalysis(uri, text, meant), uses: meant, mirrors: first.mirrors });
    } catch (error) {
      tell(file.path, reasonOf(error));
    }
  }
  return files;
}

/** Values of other lines are nobody's business: a difference stars them. */
export function envAnalysis(uri: string, text: string, uses: readonly ImageUse[]): Analysis {
  const lines = text.split('\n');
  const shown = new Set(uses.map(({ range }) => range.start.line));
  const masked = lines.flatMap((line, i) => (shown.has(i) ? [] : [rangeOf(i, line.indexOf('=') + 1, i, line.length)]));
  return { uri, lines, findings: [{ ...fileNotice(unreadableFile, ''), masked }] };
}
