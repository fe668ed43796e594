// The image of a service is named by a tag alone.
import { imageOf, isPulled } from '../../compose/image';
import { isHere, placeOf } from '../../compose/place';
import { isFloating } from '../../image/floating';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'image-without-digest',
  title: 'Image without a digest',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cis: '5.28' }, { cwe: 1357 }],
  docs: {
    why: 'Whoever may push to the repository can put another image under the same tag. A digest names one image for good: `name:tag@sha256:…`. `hullwright pin` finds the digests.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
    limits:
      'A floating tag is reported by `floating-image`. Nothing is said of an image that the file builds itself. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const image = imageOf(service);
    const { tag, digest } = image?.reference ?? {};
    if (!image || tag === undefined || digest !== undefined || isFloating(tag)) return;
    if (!isPulled(service) || !isHere(service, image.node)) return;
    yield {
      range: placeOf(service, image.node),
      message: `'${image.text}' may become another image; add the digest of the one that you mean`,
    };
  },
});
