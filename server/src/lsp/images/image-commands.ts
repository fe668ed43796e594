// The commands about images: they ask registries, with progress and cancel, and then edit what has not changed meanwhile.
import { isMeant, type PinMode, unpinEdit } from '../../dockerfile/pin-edit';
import { hostsAsked } from '../../image/mirrors';
import { parseImageReference } from '../../image/reference';
import type { Analysis } from '../../lint/analysis';
import { type ApplyOptions, applyPins } from './apply-pins';
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
import { envFilesToPin } from './env-images';
import { type FoundImage, imageAt } from './image-at';
import { bothOf } from './learned-images';
import { lookUp } from './look-up';
import { type ImagesOutcome, stopped } from './outcome';
import { type FileToPin, leftUnplaced, pinFiles, taggedText } from './pin-files';
import { imagesOf } from './placed-images';
import { isClosed, type Reach } from './reach';
import { refreshedOf } from './refreshed';
import { type Asking, type FileWay, type ImageSource, PLAIN_WAY } from './registries';

export interface WorkspaceFile {
  readonly uri: string;
  readonly path: string;
  /** Of the workspace: what settings are asked for. */
  readonly folder: string;
  readonly analysis: Analysis;
}

export interface ImageCommandsOptions extends ApplyOptions {
  readonly reachOf: (uri: string) => Promise<Reach>;
  readonly pathOf: (uri: string) => string;
  readonly workspaceFiles: (signal: AbortSignal) => AsyncIterable<WorkspaceFile>;
  /** As the file's configuration has it. */
  readonly wayOf: (uri: string) => Promise<FileWay>;
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

/** Who is asked for the images of a file. */
interface Opened {
  readonly wayOf: (file: FileToPin) => FileWay;
  readonly sourceOf: (file: FileToPin) => ImageSource;
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
    const asked = await this.open([file], mode, run);
    const source = asked.sourceOf(file);
    const { files, left } = await this.asked([file], asked, run);
    const isRefresh = use.reference.digest !== undefined;
    const refreshed = isRefresh && left.length === 0 ? await refreshedOf(use, files[0]?.pins[0], source) : undefined;
    if (run.signal.aborted) return stopped('image', 'cancelled');
    run.end();
    if (files.length === 0) return { scope: 'image', images: 0, files: 0, left, ...(refreshed ? { refreshed } : {}) };
    const outcome = await applyPins(this.options, 'image', files, left);
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
    const { wayOf, sourceOf } = await this.open([file], 'refresh', run);
    run.report(hostsAsked([use.reference], wayOf(file).mirrors).join(', '), 0, 1);
    const outcome = await lookUp(found, sourceOf(file));
    return run.signal.aborted ? stopped('image', 'cancelled') : outcome;
  }

  private async unpin(place: ImagePlace | undefined, run: Run): Promise<ImagesOutcome> {
    const found = await this.imageAt(place);
    run.end();
    if ('scope' in found) return found;
    const { file, use } = found;
    const edit = unpinEdit(use);
    if (!edit) return stopped('image', 'noImage');
    return applyPins(this.options, 'image', [{ file, pins: [{ image: taggedText(use), digest: '', edit }] }], []);
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
        .map((image) => leftUnplaced(file, image)),
    );
    const inEnv = envFilesToPin(
      all.map(({ analysis }) => analysis),
      this.options.pathOf,
    );
    const files = [...all, ...inEnv.files].filter(({ uses }) => uses.length > 0);
    const pinned = await this.asked(files, await this.open(files, 'pin', run), run);
    if (run.signal.aborted) return stopped(scope, 'cancelled');
    run.end();
    const left = [...unplaced, ...inEnv.left, ...pinned.left];
    if (pinned.files.length === 0) return { scope, images: 0, files: 0, left };
    return applyPins(this.options, scope, pinned.files, left);
  }

  private async open(files: readonly FileToPin[], mode: PinMode, { signal }: Run): Promise<Opened> {
    const ways = new Map<string, FileWay>();
    const sources = new Map<string, ImageSource>();
    for (const { uri } of files) ways.set(uri, await this.options.wayOf(uri));
    const insecure = new Set([...ways.values()].flatMap((way) => way.insecure));
    const age = mode === 'pin' ? 'young' : 'fresh';
    const open = (way: FileWay): Promise<ImageSource> =>
      this.options.sourceFor(insecure, { signal, age, mirrors: way.mirrors, keys: way.keys });
    for (const [uri, way] of ways) sources.set(uri, await open(way));
    const plain = await open(PLAIN_WAY);
    return {
      wayOf: ({ uri }) => ways.get(uri) ?? PLAIN_WAY,
      sourceOf: ({ uri }) => sources.get(uri) ?? plain,
    };
  }

  private asked(files: readonly FileToPin[], { wayOf, sourceOf }: Opened, run: Run): ReturnType<typeof pinFiles> {
    const all = files.flatMap(({ uses }) => uses);
    const asked = files.flatMap((file) =>
      hostsAsked(
        file.uses.map(({ reference }) => reference),
        wayOf(file).mirrors,
      ),
    );
    const hosts = [...new Set(asked)].sort().join(', ');
    let done = 0;
    run.report(hosts, done, all.length);
    return pinFiles(files, sourceOf, () => run.report(hosts, ++done, all.length));
  }

  private async imageAt(place: ImagePlace | undefined): Promise<FoundImage | ImagesOutcome> {
    const current = place && (await this.options.current(place.uri));
    if (!place || !current) return stopped('image', 'noImage');
    return imageAt(place, current, this.options.pathOf);
  }

  private unpinnedIn({ uri, analysis }: Pick<WorkspaceFile, 'uri' | 'analysis'>): FileToPin {
    const uses = imagesOf(analysis).uses.filter(({ reference }) => isMeant(reference, 'pin'));
    return { uri, path: this.options.pathOf(uri), analysis, uses };
  }
}
