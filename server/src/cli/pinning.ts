// What a run of `hullwright pin` does with its files, and what it tells of them.
import { stderr } from 'node:process';
import type { ImageUse, UnplacedImage } from '../dockerfile/image-uses';
import { isMeant, type PinMode, pinEdit } from '../dockerfile/pin-edit';
import { hostsAsked, type Mirrors } from '../image/mirrors';
import type { ImageReference } from '../image/reference';
import type { Analysis } from '../lint/analysis';
import { namedImages } from '../lint/named-images';
import { counted } from '../report/text';
import { visible } from '../report/visible';
import { unreadableFile } from '../rule/notices';
import { applyEdits, type TextEdit } from '../text/edit';
import { type FileText, reasonOf } from '../workspace/file-system';
import type { ExitCode } from './exit-code';
import type { Output } from './output';
import type { Progress } from './progress';
import { realPathOf, rewrite } from './rewrite';
import { shownDiff } from './shown-diff';
import type { Target } from './targets';

/** A file that names images which the mode is about. */
export interface PinnedFile {
  readonly file: Target;
  readonly source: FileText;
  readonly analysis: Analysis;
  readonly uses: readonly ImageUse[];
  /** Of its configuration. */
  readonly mirrors: Mirrors;
}

export type Answer =
  | { readonly digest: string }
  /** The registry that does not have the pinned digest any more. */
  | { readonly gone: string }
  | { readonly problem: string };

interface Told {
  readonly use: ImageUse;
  readonly answer: Answer;
}

/** Counts what was done and what failed: its end is the summary and the exit code. */
export class Pinning {
  private images = 0;
  private files = 0;
  private failed = 0;
  private gone = 0;

  constructor(
    private readonly mode: PinMode,
    private readonly isShown: boolean,
    private readonly waiting: Progress,
    private readonly output: Output,
  ) {}

  /** The images that the mode is about; tells why the others, which it could be about, are left. */
  usesIn({ path }: Target, source: FileText | undefined, analysis: Analysis): readonly ImageUse[] {
    const { dockerfile, compose, findings } = analysis;
    if (!source) {
      this.failed += findings.filter(({ rule }) => rule === unreadableFile.id).length;
      for (const { message } of findings) this.tell(path, message);
    }
    if (!source || !(dockerfile ?? compose)) return [];
    const { uses, unplaced } = namedImages(analysis);
    const wanted = uses.filter(({ reference }) => isMeant(reference, this.mode));
    if (this.mode !== 'check') for (const image of unplaced) if (!image.isPinned) this.tellUnplaced(path, image);
    if (wanted.length === 0 || source.isExact) return wanted;
    this.tell(path, 'this is not UTF-8 throughout: left as it is');
    return [];
  }

  /** Who is asked is said before it is asked. */
  tellHosts(files: readonly PinnedFile[]): void {
    const registries = new Set(
      files.flatMap(({ uses, mirrors }) =>
        hostsAsked(
          uses.map(({ reference }) => reference),
          mirrors,
        ),
      ),
    );
    if (registries.size > 0) stderr.write(`asking ${visible([...registries].sort().join(', '))}\n`);
  }

  async apply(
    { file, source, analysis }: PinnedFile,
    told: readonly Told[],
    analyse: (text: string) => Promise<Analysis>,
  ): Promise<void> {
    const edits: TextEdit[] = [];
    const lines: string[] = [];
    for (const { use, answer } of told) {
      const tagged = use.reference.text.split('@')[0];
      const place = `${visible(file.path)}:${use.range.start.line + 1}: ${tagged}`;
      if ('problem' in answer) {
        this.failed++;
        this.waiting.clear();
        stderr.write(`${place} not ${this.mode === 'check' ? 'checked' : 'pinned'}: ${visible(answer.problem)}\n`);
      } else if ('gone' in answer) {
        this.gone++;
        this.output.write(`${place} is pinned to ${use.reference.digest}, which ${visible(answer.gone)} has no more\n`);
      } else if (answer.digest !== use.reference.digest) {
        edits.push(pinEdit(use, answer.digest));
        lines.push(`${place} ${changeOf(use.reference, answer.digest)}\n`);
      }
    }
    if (edits.length === 0) return;
    try {
      const text = applyEdits(source.text, edits);
      const path = await realPathOf(file);
      if (this.isShown) this.output.write(shownDiff(file.path, source, analysis, await analyse(text)));
      else {
        if (this.mode !== 'check') rewrite(path, source, text);
        for (const line of lines) this.output.write(line);
      }
      this.files++;
      this.images += edits.length;
    } catch (error) {
      this.failed++;
      this.tell(file.path, `not pinned: ${reasonOf(error)}`);
    }
  }

  end(): ExitCode {
    this.waiting.clear();
    const verb = this.mode === 'check' ? 'moved' : this.isShown ? 'would be pinned' : 'pinned';
    const gone = this.gone === 0 ? '' : `; ${counted(this.gone, 'digest is', 'digests are')} gone`;
    const done = `${counted(this.images, 'image', 'images')} ${verb} in ${counted(this.files, 'file', 'files')}`;
    const summary = `${done}${gone}\n`;
    this.output.end(this.isShown ? '' : summary);
    if (this.isShown) stderr.write(summary);
    if (this.failed > 0) return 2;
    return this.gone > 0 || (this.mode === 'check' && this.images > 0) ? 1 : 0;
  }

  private tellUnplaced(path: string, { text, range, reason }: UnplacedImage): void {
    this.tell(`${path}:${range.start.line + 1}`, `${text} not pinned: ${reason}`);
  }

  tell(path: string, what: string): void {
    this.waiting.clear();
    stderr.write(`${visible(path)}: ${visible(what)}\n`);
  }
}

function changeOf({ digest }: ImageReference, fresh: string): string {
  return digest === undefined ? `pinned to ${fresh}` : `moved from ${digest} to ${fresh}`;
}
