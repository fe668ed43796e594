// FROM an image for a platform that it does not exist for.
import { platformFlag } from '../../dockerfile/platform-flag';
import { rangeOfWord } from '../../dockerfile/stages';
import { isOffered } from '../../image/platforms';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'unoffered-platform',
  title: 'Image that is not there for the platform',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ buildkit: 'InvalidBaseImagePlatform' }],
  docs: {
    why: 'The registry has the image for other platforms alone. The build stops, or takes an image of another platform, which machines then emulate or refuse.',
    learned: {
      'node:24.4-alpine': {
        platforms: ['linux/amd64', 'linux/arm64'],
        learned: { where: 'docker.io', when: '2026-11-20' },
      },
    },
    bad: 'FROM --platform=linux/s390x node:24.4-alpine AS build-s390x\nUSER node\n',
    good: 'FROM --platform=linux/arm64 node:24.4-alpine AS build-arm64\nUSER node\n',
    limits:
      'Said only where a registry was asked, or had been asked and the answer was kept, and only of a platform that FROM names: what `docker build --platform` asks for is not known.',
  },
  *stage(stage, { facts }) {
    const flag = platformFlag(stage);
    if (!flag || flag.value.text.includes('$') || stage.base.kind !== 'image') return;
    const { platforms } = facts.images.learned?.(stage.base.reference) ?? {};
    if (!platforms || platforms.length === 0 || isOffered(flag.value.text, platforms)) return;
    const [first = '', ...others] = platforms;
    const more = others.length > 2 ? `${[first, ...others.slice(0, 2)].join(', ')} …` : platforms.join(', ');
    yield {
      range: rangeOfWord(flag.from, flag.value),
      message: `'${stage.base.reference.text.replace(/@.*$/, '')}' is not there for '${flag.value.text}', but for ${more}`,
    };
  },
});
