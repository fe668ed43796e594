// Asks the editor to make the edits of pins. Files that changed since they were read are left as they are.
import type { Connection } from 'vscode-languageserver';
import type { Analysis } from '../../lint/analysis';
import type { Abilities } from '../abilities';
import { type ImagesOutcome, type LeftImage, stopped } from './outcome';
import { type FilePins, leftImage } from './pin-files';
import { pinsEdit, type VersionedPins } from './pins-edit';

/** A file as it is now. */
export interface CurrentFile {
  readonly analysis: Analysis;
  /** Null for a file that is not open. */
  readonly version: number | null;
}

export interface ApplyOptions {
  readonly connection: Connection;
  readonly abilities: Abilities;
  /** Undefined for what can't be read, and what must not be edited. */
  readonly current: (uri: string) => Promise<CurrentFile | undefined>;
}

/** `left` is what is told beside: images without an edit. */
export async function applyPins(
  { connection, abilities, current }: ApplyOptions,
  scope: ImagesOutcome['scope'],
  files: readonly FilePins[],
  left: readonly LeftImage[],
): Promise<ImagesOutcome> {
  const isShown = scope !== 'image';
  const { same, changed } = await unchanged(files, current);
  if (same.length === 0) return stopped(scope, 'changed', left);
  const label = isShown ? 'Pin images to digests' : 'Pin to digest';
  const edit = pinsEdit(same, label, abilities, isShown);
  const { applied } = await connection.workspace.applyEdit({ label, edit, metadata: { isRefactoring: isShown } });
  const leftNow = [...left, ...changed];
  if (!applied) {
    const now = await unchanged(files, current);
    return stopped(scope, now.same.length < same.length ? 'changed' : 'rejected', leftNow);
  }
  const images = same.reduce((sum, { pins }) => sum + pins.length, 0);
  const isPreviewed = isShown && abilities.annotatesChanges;
  return { scope, images, files: same.length, left: leftNow, ...(isPreviewed ? { isPreviewed } : {}) };
}

async function unchanged(
  files: readonly FilePins[],
  currentOf: ApplyOptions['current'],
): Promise<{ readonly same: readonly VersionedPins[]; readonly changed: readonly LeftImage[] }> {
  const same: VersionedPins[] = [];
  const changed: LeftImage[] = [];
  for (const each of files) {
    const { file } = each;
    const current = await currentOf(file.uri);
    if (current && isSame(current.analysis.lines, file.analysis.lines)) {
      same.push({ ...each, version: current.version });
      continue;
    }
    changed.push(...file.uses.map((use) => leftImage(file, use, 'the text has changed meanwhile')));
  }
  return { same, changed };
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((line, i) => line === b[i]));
