// An image without signature and attestation where the configuration wants one.
import { learnedImages } from '../../dockerfile/learned-images';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'unsigned-image',
  title: 'Image without a signature or an attestation',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '4.5' }, { cwe: 345 }],
  docs: {
    why: 'A signature says who made an image, an attestation how it was built and what is in it. Without either, only the registry’s word says that the image is the right one. `images.provenance: required` in `.hullwright.yaml` asks for one of them.',
    configuration: 'images:\n  provenance: required\n',
    learned: {
      'acme/base:1.4': { signed: false, attestations: [], learned: { where: 'docker.io', when: '2026-11-20' } },
      'acme/base:1.9': { signed: true, attestations: [], learned: { where: 'docker.io', when: '2026-11-20' } },
    },
    bad: 'FROM acme/base:1.4\nUSER 1000\n',
    good: 'FROM acme/base:1.9\nUSER 1000\n',
    limits:
      'Nothing is said unless it is asked for, and only where a registry was asked, or had been asked and the answer was kept. That there is a signature does not say that it is a good one.',
  },
  *file(file, { facts, policy }) {
    if (policy.provenance !== 'required') return;
    for (const { range, image, shown } of learnedImages(file, facts.images)) {
      if (image.signed !== false || image.attestations?.length !== 0) continue;
      const { where, when } = image.learned;
      yield {
        range,
        message: `${where} had no signature and no attestation of '${shown}' on ${when}; take one that has`,
      };
    }
  },
});
