// An image where it is named: what its reference means, and what the tables know of it. Unknown is left out.
import { endOfLifeOf } from '../image/end-of-life';
import type { ImageReference } from '../image/reference';
import { list } from './effective-state';
import { code } from './inline';
import type { Question } from './question';

export function imageText({ facts, secrecy }: Question, reference: ImageReference, isDefault: boolean): string {
  const { registry, repository, tag, digest } = reference;
  const fact = facts.images.of(reference);
  const release = facts.images.release(reference);
  const ended = facts.today === undefined ? undefined : endOfLifeOf(reference, facts.today);
  const lines = [
    `${code(repository)} of ${code(registry)}${isDefault ? ', by the default of an ARG' : ''}`,
    tag === undefined && digest === undefined
      ? 'No tag: `latest`, whatever that is on the day of the build'
      : [
          ...(tag === undefined ? [] : [`Tag ${code(tag)}`]),
          digest === undefined
            ? 'not pinned to a digest'
            : tag === undefined
              ? 'Pinned to a digest'
              : 'pinned to a digest',
        ].join(', '),
    ...(fact?.user === undefined
      ? []
      : [`Starts as ${code(fact.user)}${fact.dropsRoot ? '; its entrypoint drops root' : ''}`]),
    ...(fact?.unprivilegedUser === undefined || fact.unprivilegedUser === fact.user
      ? []
      : [`Has a user ${code(fact.unprivilegedUser)}`]),
    ...(fact?.distribution === undefined
      ? []
      : [`Built on ${fact.distribution}${fact.shell === 'none' ? ', without a shell' : ''}`]),
    ...(ended
      ? [`Support of ${ended.system ?? 'this release'} ended${ended.date === undefined ? '' : ` on ${ended.date}`}`]
      : []),
    ...(release && release.tag !== tag ? [`Newest release: ${code(release.tag)}, as of ${release.date}`] : []),
  ];
  return list(`**Image** ${code(secrecy.shownText(reference.text) ?? reference.name)}`, lines);
}
