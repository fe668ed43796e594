// Files with secrets that COPY and ADD bring into a stage, known by their names.
import { isExampleFile, type SecretFile, secretFileOf } from '../secrets/secret-files';
import { once } from '../text/once';
import { type Copy, copiesOf } from './copies';
import type { Stage } from './stages';
import type { Word } from './syntax';
import { normalPath } from './workdir';

export interface CopiedSecret {
  readonly copy: Copy;
  /** The source, or the target that says what the file is. */
  readonly word: Word;
  /** The index of the source. */
  readonly source: number;
  readonly name: string;
  readonly file: SecretFile;
  /** The file's or folder's path in the image. Undefined where a variable decides. */
  readonly path?: string;
}

export const copiedSecrets = once((stage: Stage): readonly CopiedSecret[] =>
  copiesOf(stage).flatMap((copy) => copy.sources.flatMap((_, source) => copiedSecret(stage, copy, source) ?? [])),
);

function copiedSecret(stage: Stage, copy: Copy, source: number): CopiedSecret | undefined {
  const word = copy.sources[source];
  const text = copy.sourceTexts[source];
  if (!word || text === undefined || text.startsWith('<<') || /^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(text))
    return undefined;
  const bySource = secretFileOf(text);
  const path = pathOf(copy, text);
  if (bySource) {
    const isPublic = bySource.kind === 'key' && !bySource.isCertain && isVerifiedWith(stage, nameOf(text));
    return isPublic || !canBe(path) ? undefined : { copy, word, source, name: nameOf(text), file: bySource, path };
  }
  const target = copy.target.text;
  if (copy.sources.length > 1 || target.endsWith('/') || path === undefined) return undefined;
  const file = secretFileOf(path);
  if (!file || !(file.isCertain || file.kind === 'settings') || !(copy.from || nameOf(text).includes('.')))
    return undefined;
  if (/[*?]/.test(text) || isExampleFile(text)) return undefined;
  return { copy, word: copy.target, source, name: nameOf(path), file, path };
}

/** A target where only public files are. */
const canBe = (path: string | undefined): boolean =>
  path === undefined ||
  !/^\/(?:etc\/(?:apt|pki|ssl\/certs|apk\/keys)|usr\/(?:share|local\/share)\/(?:keyrings|ca-certificates))(?:\/|$)/.test(
    path,
  );

export const nameOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** The path that a source gets; a folder's content goes into the target itself. */
function pathOf({ path, sources, target }: Copy, source: string): string | undefined {
  if (path === undefined) return undefined;
  const intoFolder = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(target.text.replace(/["']$/, ''));
  return intoFolder ? normalPath(`${path}/${nameOf(source)}`) : path;
}

/** Packages or releases are verified with the file: it is a public key. */
const isVerifiedWith = (stage: Stage, name: string): boolean =>
  stage.steps.some(
    ({ instruction }) =>
      instruction.name === 'RUN' &&
      instruction.text.includes(name) &&
      /apt-key|gpg|rpm(?:keys)? --import|update-ca/.test(instruction.text),
  );
