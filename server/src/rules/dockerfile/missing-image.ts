// An image that its registry does not have.
import { learnedImages } from '../../dockerfile/learned-images';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'missing-image',
  title: 'Image that its registry does not have',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ url: 'https://docs.docker.com/reference/dockerfile/#from' }],
  docs: {
    why: 'The registry was asked, and has no such tag or digest: the build stops there. A digest may have been deleted, a tag may never have been there; and a name that nobody has can be taken by anybody.',
    learned: { 'node:24.99-alpine': { exists: false, learned: { where: 'docker.io', when: '2026-11-20' } } },
    bad: 'FROM node:24.99-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits:
      'Said only where a registry was asked, or had been asked and the answer was kept; the message names the day.',
  },
  *file(file, { facts }) {
    for (const { range, image, shown, reference } of learnedImages(file, facts.images)) {
      if (image.exists !== false) continue;
      const what = reference.digest === undefined ? 'tag' : 'digest';
      yield {
        range,
        message: `${image.learned.where} had no such ${what} on ${image.learned.when}: '${shown}'; take another`,
      };
    }
  },
});
