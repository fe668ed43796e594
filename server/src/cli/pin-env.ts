// The `.env` files that say images of Compose files: each is pinned once, for all files that name what it says.
import { alsoSomethingElse, composeImages } from '../compose/image-uses';
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

interface EnvFile {
  readonly file: Target;
  readonly text: string;
  readonly mirrors: Mirrors;
  readonly uses: Map<string, ImageUse>;
  /** Variables that mean something else in any of the files. */
  readonly otherwise: Set<string>;
}

/** Hears why something is left as it is. */
export type Tell = (place: string, what: string) => void;

export class EnvFiles {
  private readonly byUri = new Map<string, EnvFile>();

  add({ path, root }: Target, { compose }: Analysis, mirrors: Mirrors): void {
    const { env, inEnv = [] } = compose ? composeImages(compose) : {};
    if (!env) return;
    const { uri, text } = env;
    const file: Target = { uri, path: path.replace(/[^/\\]*$/, '.env'), root };
    const known = this.byUri.get(uri) ?? { file, text, mirrors, uses: new Map(), otherwise: new Set() };
    this.byUri.set(uri, known);
    for (const name of env.otherwise) known.otherwise.add(name);
    for (const [name, use] of env.uses) if (inEnv.some((each) => each.use === use)) known.uses.set(name, use);
  }

  async files(mode: PinMode, tell: Tell): Promise<readonly PinnedFile[]> {
    const files: PinnedFile[] = [];
    for (const { file, text, mirrors, uses, otherwise } of this.byUri.values()) {
      const wanted = [...uses].filter(([, { reference }]) => isMeant(reference, mode));
      const meant = wanted.filter(([name]) => !otherwise.has(name)).map(([, use]) => use);
      for (const [name, { reference, range }] of mode === 'check' ? [] : wanted) {
        if (!otherwise.has(name)) continue;
        tell(`${file.path}:${range.start.line + 1}`, `${reference.text} not pinned: ${alsoSomethingElse(name)}`);
      }
      if (meant.length === 0) continue;
      try {
        const source = await blockingFileSystem.readText(file.uri);
        if (!source.isExact) tell(file.path, 'this is not UTF-8 throughout: left as it is');
        else if (source.text === text)
          files.push({ file, source, analysis: envAnalysis(file.uri, text, meant), uses: meant, mirrors });
      } catch (error) {
        tell(file.path, reasonOf(error));
      }
    }
    return files;
  }
}

/** Values of other lines are nobody's business: a difference stars them. */
export function envAnalysis(uri: string, text: string, uses: readonly ImageUse[]): Analysis {
  const lines = text.split('\n');
  const shown = new Set(uses.map(({ range }) => range.start.line));
  const masked = lines.flatMap((line, i) => (shown.has(i) ? [] : [rangeOf(i, line.indexOf('=') + 1, i, line.length)]));
  return { uri, lines, findings: [{ ...fileNotice(unreadableFile, ''), masked }] };
}
