// FROM an image whose release gets no more security updates.
import { rangeOfWord } from '../../dockerfile/stages';
import { type Ended, endOfLifeOf } from '../../image/end-of-life';
import type { ImageFacts } from '../../image/facts';
import { type ImageReference, parseImageReference } from '../../image/reference';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { Range } from '../../text/range';

export default dockerfileRule({
  id: 'end-of-life-base',
  title: 'Base image without security updates',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  tag: 'deprecated',
  supersedes: ['unpinned-base-image'],
  references: [{ cwe: 1104 }, { url: 'https://endoflife.date' }],
  docs: {
    why: 'When the support of a release ends, flaws that are found in it stay: nobody mends them, and the image is not built again. Scanners find more of them every month, and so do others.\n\nThe message names the last day of support. The quick fix takes the oldest release that has at least three more months, because the smallest step breaks the least; a newer one lasts longer.',
    bad: 'FROM node:14.21-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits:
      'Known are the official images and some others whose tags begin with a version or the name of a release, by a table of endoflife.date that ships with Hullwright; images that nobody builds any more, such as `openjdk` and `centos`, count whatever their tag. Debian counts with its long-term support, Ubuntu without the paid one. Nothing is said of other images, of tags without a version, and of `rust` and `traefik`, where every release ends the day the next one comes. The distribution counts where a tag names it, as `cuda:10.2-base-ubuntu18.04`, by its code name only in tags of official images: `python:3.13-buster`. Nothing is changed where that distribution may not exist with the next release, or where the next release has another user or system.',
  },
  *stage({ steps: [from], image, base }, { facts }) {
    if (!from || !image || base.kind !== 'image' || facts.today === undefined) return;
    const { reference } = base;
    const ended = endOfLifeOf(reference, facts.today);
    if (!ended) return;
    const next =
      ended.nextTag === undefined ? undefined : `${reference.text.slice(0, reference.nameEnd)}:${ended.nextTag}`;
    const range = rangeOfWord(from, image);
    const since = ended.date === undefined ? 'has no support any more' : `has had no support since ${ended.date}`;
    yield {
      range,
      message: `'${reference.text.split('@')[0]}'${ended.system ? ` is built on '${ended.system}', which` : ''} ${since}; ${advice(ended)}`,
      fixes:
        next !== undefined && image.text === reference.text && isSameKind(reference, next, facts.images)
          ? [change(range, next)]
          : [],
    };
  },
});

function advice({ nextTag, successor }: Ended): string {
  if (nextTag !== undefined) return `use '${nextTag}' or newer`;
  return successor === undefined ? 'use a supported release' : `'${successor}' takes its place`;
}

/** Another user or system in the next release is more than a step: that is left to a person, and so is a digest. */
function isSameKind(reference: ImageReference, next: string, images: ImageFacts): boolean {
  const other = parseImageReference(next);
  if (!other || reference.digest !== undefined) return false;
  const [before, after] = [images.of(reference), images.of(other)];
  return before?.user === after?.user && before?.distribution === after?.distribution && before?.shell === after?.shell;
}

const change = (range: Range, next: string): Fix => ({
  title: `Use '${next}', the next release with support`,
  safety: 'suggested',
  delta: { changes: ['FROM'] },
  edits: () => [{ edits: [{ range, newText: next }] }],
});
