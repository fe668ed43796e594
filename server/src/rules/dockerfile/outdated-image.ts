// An image that is older than the configuration lets it be.
import { learnedImages } from '../../dockerfile/learned-images';
import { dockerfileRule } from '../../rule/rule';

const DAY = 86_400_000;

export default dockerfileRule({
  id: 'outdated-image',
  title: 'Image that is older than it may be',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '4.4' }, { cwe: 1104 }],
  docs: {
    why: 'An image holds the packages of the day it was made on. What was mended since is not in it, however new its tag looks. `images.maxAge` in `.hullwright.yaml` says how many days are fine.',
    configuration: 'images:\n  maxAge: 180\n',
    learned: {
      'acme/base:1.4': { created: '2025-02-03', learned: { where: 'docker.io', when: '2026-11-20' } },
      'acme/base:1.9': { created: '2026-11-01', learned: { where: 'docker.io', when: '2026-11-20' } },
    },
    bad: 'FROM acme/base:1.4\nUSER 1000\n',
    good: 'FROM acme/base:1.9\nUSER 1000\n',
    limits:
      'Nothing is said without such a number, and only where a registry was asked, or had been asked and the answer was kept. Images that are built reproducibly say that they are from 1970 or 1980: of these nothing is known.',
  },
  *file(file, { facts, policy }) {
    if (policy.maxAge === undefined || facts.today === undefined) return;
    for (const { range, image, shown } of learnedImages(file, facts.images)) {
      const { created } = image;
      if (created === undefined || created < '2000') continue;
      const days = Math.floor((Date.parse(facts.today) - Date.parse(created)) / DAY);
      if (!(days > policy.maxAge)) continue;
      yield { range, message: `'${shown}' is ${days} days old, ${policy.maxAge} are allowed here; take a newer image` };
    }
  },
});
