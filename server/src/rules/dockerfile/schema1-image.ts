// An image in a format that Docker no longer pulls.
import { learnedImages } from '../../dockerfile/learned-images';
import { dockerfileRule } from '../../rule/rule';

const SCHEMA1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

export default dockerfileRule({
  id: 'schema1-image',
  title: 'Image with a manifest of the first schema',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  tag: 'deprecated',
  references: [
    { url: 'https://docs.docker.com/engine/deprecated/#pushing-and-pulling-with-image-manifest-v2-schema-1' },
  ],
  docs: {
    why: 'A manifest of the first schema names no digest of its configuration, so what it holds cannot be verified, and it was made before 2017. Docker and containerd no longer pull it.',
    learned: {
      'acme/legacy:1.0': {
        mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
        learned: { where: 'docker.io', when: '2026-11-20' },
      },
    },
    bad: 'FROM acme/legacy:1.0\nUSER 1000\n',
    good: 'FROM acme/legacy:2.0\nUSER 1000\n',
    limits: 'Said only where a registry was asked, or had been asked and the answer was kept.',
  },
  *file(file, { facts }) {
    for (const { range, image, shown } of learnedImages(file, facts.images)) {
      if (!SCHEMA1.test(image.mediaType ?? '')) continue;
      yield {
        range,
        message: `'${shown}' has a manifest of the first schema, which Docker no longer pulls; take a newer image`,
      };
    }
  },
});
