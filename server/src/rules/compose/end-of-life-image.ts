// The image of a service gets no more security updates.
import { imageOf } from '../../compose/image';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { endOfLifeOf } from '../../image/end-of-life';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'end-of-life-image',
  title: 'Image without security updates',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  tag: 'deprecated',
  references: [{ cwe: 1104 }, { url: 'https://endoflife.date' }],
  docs: {
    why: 'When the support of a release ends, flaws that are found in it stay: nobody mends them, and the image is not built again.\n\nA database needs its data moved to go to another major release: read its notes on that first. So nothing is changed here by a click.',
    bad: 'services:\n  web:\n    image: node:14.21-alpine\n',
    good: 'services:\n  web:\n    image: node:24.4-alpine\n',
    limits:
      'Known are the official images and some others whose tags begin with a version or the name of a release, by a table of endoflife.date that ships with Hullwright. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service, { facts: { today } }) {
    const image = imageOf(service);
    if (!image?.reference || today === undefined || valueOf(service, 'build') || !isHere(service, image.node)) return;
    const ended = endOfLifeOf(image.reference, today);
    if (!ended) return;
    const since = ended.date === undefined ? 'has no support any more' : `has had no support since ${ended.date}`;
    const system = ended.system === undefined ? '' : ` is built on '${ended.system}', which`;
    yield {
      range: placeOf(service, image.node),
      message: `'${image.text.split('@')[0]}'${system} ${since}; ${ended.nextTag === undefined ? 'use a supported release' : `use '${ended.nextTag}' or newer`}`,
    };
  },
});
