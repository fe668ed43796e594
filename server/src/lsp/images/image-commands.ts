// The commands about images: they ask registries, with progress and cancel, and then edit what has not changed meanwhile.
import type { Connection } from 'vscode-languageserver';
import type { ImageUse } from '../../dockerfile/image-uses';
import { isMeant, type PinMode, unpinEdit } from '../../dockerfile/pin-edit';
import { registryLine } from '../../explain/registry-facts';
import { parseImageReference } from '../../image/reference';
import type { RegistryAnswer, RegistryFacts } from '../../image/registry-facts';
import type { Analysis } from '../../lint/analysis';
import { visible } from '../../report/visible';
import { rangeOf } from '../../text/range';
import { reasonOf } from '../../workspace/file-system';
import type { Abilities } from '../abilities';
import { lineBreaksOf } from '../line-breaks';
import {
  type ImageCommand,
  type ImagePlace,
  imagePlaceIn,
  LOOK_UP,
  PIN_FILE,
  PIN_IMAGE,
  PIN_WORKSPACE,
  REFRESH_PIN,
  UNPIN,
  uriIn,
} from './commands';
import { bothOf } from './learned-images';
import { type ImagesOutcome, type LeftImage, stopped } from './outcome';
import { type FilePins, type FileToPin, leftImage, pinFiles, taggedText } from './pin-files';
import { pinsEdit, type VersionedPins } from './pins-edit';
import { imagesIn, imagesOf } from './placed-images';
import { isClosed, type Reach } from './reach';
import { refreshedOf } from './refreshed';
import type { Asking, ImageSource } from './registries';

/** A file as it is now. */
export interface CurrentFile {
  readonly analysis: Analysis;
  /** Null for a file that is not open. */
  readonly version: number | null;
}

export interface WorkspaceFile {
  readonly uri: string;
  readonly path: string;
  /** Of the workspace: what settings are asked for. */
  readonly folder: string;
  readonly analysis: Analysis;
}

export interface ImageCommandsOptions {
  readonly connection: Connection;
  readonly abilities: Abilities;
  readonly reachOf: (uri: string) => Promise<Reach>;
  /** Undefined for what can't be read, and what must not be edited. */
  readonly current: (uri: string) => Promise<CurrentFile | undefined>;
  readonly pathOf: (uri: string) => string;
  readonly workspaceFiles: (signal: AbortSignal) => AsyncIterable<WorkspaceFile>;
  /** The registries that the file's configuration calls insecure, in lower case. */
  readonly insecureOf: (uri: string) => Promise<readonly string[]>;
  readonly afterPause: (work: () => void) => void;
  /** For a command of the user's. */
  readonly sourceFor: (insecureByFile: ReadonlySet<string>, asking: Asking) => Promise<ImageSource>;
}

/** What a command is run with. */
export interface Run {
  readonly signal: AbortSignal;
  /** So many of all images have been asked for. */
  report(message: string, done: number, all: number): void;
  /** Nothing is waited for any more but the user. */
  end(): void;
}

export class ImageCommands {
  constructor(private readonly options: ImageCommandsOptions) {}

  async run(command: ImageCommand, args: readonly unknown[], run: Run): Promise<ImagesOutcome> {
    switch (command) {
      case PIN_IMAGE:
        return this.pinOne(imagePlaceIn(args), 'pin', run);
      case REFRESH_PIN:
        return this.pinOne(imagePlaceIn(args), 'refresh', run);
      case UNPIN:
        return this.unpin(imagePlaceIn(args), run);
      case LOOK_UP:
        return this.lookUp(imagePlaceIn(args), run);
      case PIN_FILE:
        return this.pinFile(uriIn(args), run);
      case PIN_WORKSPACE:
        return this.pinWorkspace(run);
      default:
        return command satisfies never;
    }
  }

  private async pinOne(place: ImagePlace | undefined, mode: PinMode, run: Run): Promise<ImagesOutcome> {
    const found = await this.imageAt(place);
    if ('scope' in found) return found;
    const { file, use } = found;
    const reach = await this.options.reachOf(file.uri);
    if (isClosed(reach)) return stopped('image', reach);
    if (!isMeant(use.reference, mode)) return stopped('image', 'noImage');
    const source = await this.open([file], mode, run);
    const { files, left } = await this.asked([file], source, run);
    if (run.signal.aborted) return stopped('image', 'cancelled');
    const isRefresh = use.reference.digest !== undefined;
    const refreshed = isRefresh && left.length === 0 ? await refreshedOf(use, files[0]?.pins[0], source) : undefined;
    run.end();
    if (files.length === 0) return { scope: 'image', images: 0, files: 0, left, ...(refreshed ? { refreshed } : {}) };
    const outcome = await this.apply('image', files, left);
    const pinned = parseImageReference(`${use.reference.text.split('@')[0]}@${files[0]?.pins[0]?.digest}`);
    // For hovers and rules, while nobody waits: who was asked for a digest is asked for the rest.
    if (pinned && outcome.images > 0) {
      this.options.afterPause(() => {
        void Promise.allSettled(bothOf(pinned).map((reference) => source.factsOf(reference)));
      });
    }
    return { ...outcome, ...(refreshed ? { refreshed } : {}) };
  }

  private async lookUp(place: ImagePlace | undefined, run: Run): Promise<ImagesOutcome> {
    const found = await this.imageAt(place);
    if ('scope' in found) return found;
    const { file, use } = found;
    const reach = await this.options.reachOf(file.uri);
    if (isClosed(reach)) return stopped('image', reach);
    const source = await this.open([file], 'refresh', run);
    run.report(use.reference.registry, 0, 1);
    const nothing = { scope: 'image', images: 0, files: 0, isLookUp: true } as const;
    try {
      const [facts, tag] = await Promise.all(bothOf(use.reference).map((reference) => source.factsOf(reference)));
      const answers = { image: known(facts), tag: known(tag ?? facts) };
      return { ...nothing, left: [], said: registryLine(use.reference, answers) };
    } catch (error) {
      if (run.signal.aborted) return stopped('image', 'cancelled');
      return { ...nothing, left: [leftImage(file, use, reasonOf(error))] };
    }
  }

  private async unpin(place: ImagePlace | undefined, run: Run): Promise<ImagesOutcome> {
    const found = await this.imageAt(place);
    run.end();
    if ('scope' in found) return found;
    const { file, use } = found;
    const edit = unpinEdit(use);
    if (!edit) return stopped('image', 'noImage');
    return this.apply('image', [{ file, pins: [{ image: taggedText(use), digest: '', edit }] }], []);
  }

  private async pinFile(uri: string | undefined, run: Run): Promise<ImagesOutcome> {
    const current = uri === undefined ? undefined : await this.options.current(uri);
    if (uri === undefined || !current) return stopped('file', 'noImage');
    const reach = await this.options.reachOf(uri);
    if (isClosed(reach)) return stopped('file', reach);
    return this.pinAll('file', [this.unpinnedIn({ uri, ...current })], run);
  }

  private async pinWorkspace(run: Run): Promise<ImagesOutcome> {
    const files: FileToPin[] = [];
    const reaches = new Map<string, Reach>();
    for await (const file of this.options.workspaceFiles(run.signal)) {
      const reach = reaches.get(file.folder) ?? (await this.options.reachOf(file.uri));
      reaches.set(file.folder, reach);
      if (!isClosed(reach)) files.push(this.unpinnedIn(file));
    }
    const closed = [...reaches.values()].find(isClosed);
    if (closed !== undefined && files.length === 0) return stopped('workspace', closed);
    return this.pinAll('workspace', files, run);
  }

  private async pinAll(scope: ImagesOutcome['scope'], all: readonly FileToPin[], run: Run): Promise<ImagesOutcome> {
    const unplaced = all.flatMap((file) =>
      imagesOf(file.analysis)
        .unplaced.filter(({ isPinned }) => !isPinned)
        .map(({ text, range, reason }): LeftImage => {
          const place = `${file.path}:${range.start.line + 1}`;
          return { image: visible(text), place, reason };
        }),
    );
    const files = all.filter(({ uses }) => uses.length > 0);
    const source = await this.open(files, 'pin', run);
    const pinned = await this.asked(files, source, run);
    if (run.signal.aborted) return stopped(scope, 'cancelled');
    run.end();
    const left = [...unplaced, ...pinned.left];
    if (pinned.files.length === 0) return { scope, images: 0, files: 0, left };
    return this.apply(scope, pinned.files, left);
  }

  private async open(files: readonly FileToPin[], mode: PinMode, { signal }: Run): Promise<ImageSource> {
    const insecure = await Promise.all(files.map(({ uri }) => this.options.insecureOf(uri)));
    const age = mode === 'pin' ? 'young' : 'fresh';
    return this.options.sourceFor(new Set(insecure.flat()), { signal, age });
  }

  private asked(files: readonly FileToPin[], source: ImageSource, run: Run): ReturnType<typeof pinFiles> {
    const all = files.flatMap(({ uses }) => uses);
    const hosts = [...new Set(all.map(({ reference }) => reference.registry))].sort().join(', ');
    let done = 0;
    run.report(hosts, done, all.length);
    return pinFiles(files, source, () => run.report(hosts, ++done, all.length));
  }

  /** Files that changed since they were read are left as they are. */
  private async apply(
    scope: ImagesOutcome['scope'],
    files: readonly FilePins[],
    left: readonly LeftImage[],
  ): Promise<ImagesOutcome> {
    const { connection, abilities } = this.options;
    const isShown = scope !== 'image';
    const { same, changed } = await this.unchanged(files);
    if (same.length === 0) return stopped(scope, 'changed', left);
    const leftNow = [...left, ...changed];
    const label = isShown ? 'Pin images to digests' : 'Pin to digest';
    const edit = pinsEdit(same, label, abilities, isShown);
    const { applied } = await connection.workspace.applyEdit({ label, edit, metadata: { isRefactoring: isShown } });
    if (!applied) {
      const now = await this.unchanged(files);
      return stopped(scope, now.same.length < same.length ? 'changed' : 'rejected', leftNow);
    }
    const images = same.reduce((sum, { pins }) => sum + pins.length, 0);
    return { scope, images, files: same.length, left: leftNow };
  }

  private async unchanged(files: readonly FilePins[]): Promise<{ same: VersionedPins[]; changed: LeftImage[] }> {
    const same: VersionedPins[] = [];
    const changed: LeftImage[] = [];
    for (const each of files) {
      const { file } = each;
      const current = await this.options.current(file.uri);
      if (current && isSame(current.analysis.lines, file.analysis.lines)) {
        same.push({ ...each, version: current.version });
        continue;
      }
      changed.push(...file.uses.map((use) => leftImage(file, use, 'the text has changed meanwhile')));
    }
    return { same, changed };
  }

  private async imageAt(place: ImagePlace | undefined): Promise<{ file: FileToPin; use: ImageUse } | ImagesOutcome> {
    const current = place && (await this.options.current(place.uri));
    if (!place || !current) return stopped('image', 'noImage');
    const { analysis, version } = current;
    if (place.version !== undefined && place.version !== version) return stopped('image', 'changed');
    const { position } = place;
    const at = lineBreaksOf(analysis.lines).fromEditor({ start: position, end: position });
    const { line } = at.start;
    const onLine = imagesIn(analysis, rangeOf(line, 0, line + 1, 0)).filter(
      (image) => image.range.start.line === line || image.namedAt.some(({ start }) => start.line === line),
    );
    // Who runs it from a palette has the cursor anywhere on the line.
    const use = imagesIn(analysis, at)[0] ?? (onLine.length === 1 ? onLine[0] : undefined);
    const file = { uri: place.uri, path: this.options.pathOf(place.uri), analysis, uses: use ? [use] : [] };
    if (use) return { file, use };
    const unplaced = imagesOf(analysis).unplaced.find(({ range }) => range.start.line === line);
    if (!unplaced) return stopped('image', 'noImage');
    const { text, range, reason } = unplaced;
    return stopped('image', 'noImage', [
      { image: visible(text), place: `${file.path}:${range.start.line + 1}`, reason },
    ]);
  }

  private unpinnedIn({ uri, analysis }: Pick<WorkspaceFile, 'uri' | 'analysis'>): FileToPin {
    const uses = imagesOf(analysis).uses.filter(({ reference }) => isMeant(reference, 'pin'));
    return { uri, path: this.options.pathOf(uri), analysis, uses };
  }
}

const known = (facts: RegistryFacts | undefined): RegistryAnswer | undefined => facts && { kind: 'known', facts };

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((line, i) => line === b[i]));
