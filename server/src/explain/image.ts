// An image where it is named: what its reference means, and what the tables know of it. Unknown is left out.
import { endOfLifeOf } from '../image/end-of-life';
import type { ImageFact } from '../image/facts';
import { type ImageReference, withoutDigest } from '../image/reference';
import type { RegistryAnswer } from '../image/registry-facts';
import { list } from './effective-state';
import { code } from './inline';
import type { Question } from './question';
import { registryText } from './registry-facts';

export function imageText(question: Question, reference: ImageReference, isDefault: boolean): string {
  const { name, text, registry, repository } = reference;
  const { facts, registry: said } = question;
  const answers = { image: said?.(reference), tag: said?.(withoutDigest(reference)) };
  const table = list(`**Image** ${code(question.secrecy.shownText(text) ?? name)}`, [
    `${code(repository)} of ${code(registry)}${isDefault ? ', by the default of an ARG' : ''}`,
    versionText(reference),
    ...knownOf(question, reference, answers.image),
  ]);
  return [table, registryText(reference, answers, facts.today)].filter((text) => text !== undefined).join('\n\n');
}

function versionText({ tag, digest }: ImageReference): string {
  if (tag === undefined) {
    return digest === undefined ? 'No tag: `latest`, whatever that is on the day of the build' : 'Pinned to a digest';
  }
  return `Tag ${code(tag)}, ${digest === undefined ? 'not pinned' : 'pinned'} to a digest`;
}

function* knownOf(
  { facts: { images, today } }: Question,
  reference: ImageReference,
  answer: RegistryAnswer | undefined,
): Iterable<string> {
  // What its registry said of it stands below, with who said it.
  const isSaid = answer?.kind === 'known' && answer.facts.image !== undefined;
  const ofTable = [...tableLines(images.of(reference) ?? {}, isSaid)];
  yield* ofTable;
  if (ofTable.length > 0 && images.date !== undefined) yield `So says the table that ships, of ${images.date}`;
  const ended = today === undefined ? undefined : endOfLifeOf(reference, today);
  const day = ended?.date === undefined ? '' : ` on ${ended.date}`;
  if (ended) yield `Support of ${ended.system ?? 'this release'} ended${day}`;
  const release = images.release(reference);
  if (release && release.tag !== reference.tag) yield `Newest release: ${code(release.tag)}, as of ${release.date}`;
}

function* tableLines(fact: ImageFact, isUserSaid: boolean): Iterable<string> {
  const { user, unprivilegedUser, distribution, shell, dropsRoot } = fact;
  const entrypoint = dropsRoot ? '; its entrypoint drops root' : '';
  if (user !== undefined && !isUserSaid) yield `Starts as ${code(user)}${entrypoint}`;
  if (unprivilegedUser !== undefined && unprivilegedUser !== user) yield `Has a user ${code(unprivilegedUser)}`;
  if (distribution !== undefined) yield `Built on ${distribution}${shell === 'none' ? ', without a shell' : ''}`;
}
