// What a built image needs to run hardened, as far as its Dockerfile and what is known of its base tell.
import { effectiveUser } from '../dockerfile/effective-user';
import { settingsOf, valueIn } from '../dockerfile/settings';
import { rootBase, type Stage } from '../dockerfile/stages';
import { baseFact, isRoot } from '../dockerfile/users';
import type { ImageFacts } from '../image/facts';
import { type ImageNeeds, needsOf } from '../image/needs';

export interface BuiltNeeds extends ImageNeeds {
  /** It is known to start as somebody else than root. */
  readonly startsAsUser: boolean;
  /** Folders of its VOLUME: the engine puts a volume there that can be written to, whatever the root file system is. */
  readonly volumes: readonly string[];
}

export function builtNeeds(stage: Stage, images: ImageFacts): BuiltNeeds {
  const base = rootBase(stage);
  const needs = base.kind === 'image' ? needsOf(base.reference.name) : {};
  const effective = effectiveUser(stage);
  const user = effective.kind === 'instruction' ? effective.user?.text : baseFact(stage, images)?.user;
  return { ...needs, startsAsUser: user !== undefined && user !== '' && !isRoot(user), volumes: volumesOf(stage) };
}

const volumesOf = (stage: Stage): string[] =>
  [...settingsOf(stage, 'VOLUME')].flatMap((by) =>
    by.instruction.args.flatMap((word) => valueIn(by, word)?.text.replace(/(?<=.)\/+$/, '') ?? []),
  );
