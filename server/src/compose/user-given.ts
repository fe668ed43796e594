// Whether the Compose file beside a Dockerfile runs what is built as a user without rights.
import type { FileAnswer, Files } from '../text/files';
import { Memo } from '../text/memo';
import { childUri, parentUri, resolvePath } from '../text/uri';
import { BASES } from './file-names';
import { type PlainService, plainServices } from './plain-services';

export interface UserGiven {
  /** The Compose file. */
  readonly uri: string;
  readonly service: string;
}

interface Read {
  readonly services: readonly PlainService[] | undefined;
}

const KEPT_CHARACTERS = 200_000;
const known = new Memo<Read>(KEPT_CHARACTERS);

/**
 * Looked for in the folder of the Dockerfile and the one above it. Every service that builds this stage of it says a user, and
 * there is one that does; undefined where that is not so, or not known.
 */
export function userGiven(dockerfile: string, stage: string | undefined, files: Files): UserGiven | undefined {
  const folder = parentUri(dockerfile);
  const above = folder && parentUri(folder);
  // All are asked for at once: what is not known yet is read in one go.
  const folders = [folder, above].flatMap((each) =>
    each === undefined ? [] : { each, bases: BASES.map((name) => answerAt(childUri(each, name), files)) },
  );
  for (const { each, bases } of folders) {
    const found = firstOf(bases);
    if (found === 'unknown') return undefined;
    if (!found) continue;
    const building = found.services.filter(
      ({ build }) =>
        build &&
        (build.target === undefined || build.target.toLowerCase() === stage) &&
        builds(each, build) === dockerfile,
    );
    const [first] = building;
    if (!first) continue;
    return building.every(({ user }) => user !== undefined && !isRoot(user))
      ? { uri: found.uri, service: first.name }
      : undefined;
  }
  return undefined;
}

interface Base {
  readonly uri: string;
  readonly answer: FileAnswer;
}

const answerAt = (uri: string, files: Files): Base => ({ uri, answer: files.read(uri) });

/** The one that Compose takes; undefined where there is none. */
function firstOf(
  bases: readonly Base[],
): { readonly uri: string; readonly services: readonly PlainService[] } | undefined | 'unknown' {
  const base = bases.find(({ answer }) => answer.kind !== 'missing');
  if (!base) return undefined;
  const services = base.answer.kind === 'text' ? readPlain(base.answer.text) : undefined;
  return services ? { uri: base.uri, services } : 'unknown';
}

function readPlain(text: string): readonly PlainService[] | undefined {
  const read = known.get(text) ?? { services: plainServices(text) };
  known.set(text, read);
  return read.services;
}

function builds(folder: string, { context, dockerfile }: NonNullable<PlainService['build']>): string | undefined {
  if (/^[a-z]+:\/\/|^git@|^~/.test(context)) return undefined;
  const root = resolvePath(folder, context);
  return root && resolvePath(root, dockerfile);
}

const isRoot = (user: string): boolean => /^(?:root|0+)(?::|$)/.test(user);
