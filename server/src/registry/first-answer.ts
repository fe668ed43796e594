// The places that may have an image, asked one behind the other.
import type { Source } from '../image/mirrors';
import { RegistryFailure } from './failure';

/** The first answer of those that can give one; what all of them said where none can. */
export async function firstAnswer<Result>(
  sources: readonly Source[],
  ask: (source: Source, behind: readonly Source[]) => Promise<Result>,
): Promise<Result> {
  const failures: RegistryFailure[] = [];
  for (const [i, source] of sources.entries()) {
    try {
      return await ask(source, sources.slice(i + 1));
    } catch (error) {
      if (!(error instanceof RegistryFailure) || error.kind === 'aborted') throw error;
      failures.push(error);
    }
  }
  const last = failures.at(-1);
  if (!last || failures.length === 1) throw last;
  const messages = [...new Set(failures.map(({ message }) => message))];
  throw new RegistryFailure(last.kind, messages.join('; '), 'never', last.learned);
}
