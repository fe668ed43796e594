// The digest of an image, or why there is none: said the same on the command line and in an editor. Who asks is handed in.
import { withSuggestion } from '../dockerfile/validate/suggest';
import type { ImageReference } from '../image/reference';
import { reasonOf } from './file-system';

/** Both reject with an Error that says why. */
export interface DigestSource {
  /** The digest that the reference's tag has now, whatever digest it carries itself. */
  digestOf(reference: ImageReference): Promise<string>;
  /** The tags that there are beside the reference's. */
  tagsOf(reference: ImageReference): Promise<readonly string[]>;
}

export type DigestAnswer = { readonly digest: string } | { readonly problem: string };

export async function digestAnswer(source: DigestSource, reference: ImageReference): Promise<DigestAnswer> {
  try {
    return { digest: await source.digestOf(reference) };
  } catch (error) {
    return { problem: await digestProblem(error, source, reference) };
  }
}

/** Why there is none, with the tag that may have been meant. */
export async function digestProblem(
  error: unknown,
  source: Pick<DigestSource, 'tagsOf'>,
  reference: ImageReference,
): Promise<string> {
  const isMissing = error instanceof Error && 'kind' in error && error.kind === 'missing';
  const tags = isMissing ? await source.tagsOf(reference).catch(() => []) : [];
  return withSuggestion(reasonOf(error), reference.tag ?? 'latest', tags);
}
