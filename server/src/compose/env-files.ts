// The `.env` files that say images of Compose files, each once for all files that name what it says.
import type { ImageUse } from '../dockerfile/image-uses';
import { alsoSomethingElse, composeImages } from './image-uses';
import type { Project } from './model';

export interface EnvFile {
  readonly uri: string;
  readonly text: string;
  readonly uses: readonly ImageUse[];
  /** Whose variable means something else in one of the files. */
  readonly left: readonly { readonly use: ImageUse; readonly reason: string }[];
}

export function envFilesOf(projects: Iterable<Project>): readonly EnvFile[] {
  const files = new Map<string, Merged>();
  for (const project of projects) {
    const { env, inEnv } = composeImages(project);
    if (!env) continue;
    const { uri, text } = env;
    const file = files.get(uri) ?? { text, uses: new Map(), otherwise: new Set() };
    files.set(uri, file);
    const named = new Set(inEnv.map(({ use }) => use));
    for (const name of env.otherwise) file.otherwise.add(name);
    for (const [name, use] of env.uses) if (named.has(use)) file.uses.set(name, use);
  }
  return [...files].map(([uri, { text, uses, otherwise }]) => ({
    uri,
    text,
    uses: [...uses].flatMap(([name, use]) => (otherwise.has(name) ? [] : [use])),
    left: [...uses].flatMap(([name, use]) => (otherwise.has(name) ? [{ use, reason: alsoSomethingElse(name) }] : [])),
  }));
}

interface Merged {
  readonly text: string;
  readonly uses: Map<string, ImageUse>;
  readonly otherwise: Set<string>;
}
