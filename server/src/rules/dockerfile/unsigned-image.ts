// An image without signature and attestation where the configuration wants one.
import { learnedImages } from '../../dockerfile/learned-images';
import type { LearnedImage } from '../../image/learned';
import type { TrustedKey } from '../../image/registry-facts';
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
    why: 'A signature says who made an image, an attestation how it was built and what is in it. Without either, only the registry’s word says that the image is the right one. `images.provenance: required` in `.hullwright.yaml` asks for one of them; with `images.keys` beside it, for a signature of one of these keys.',
    configuration: 'images:\n  provenance: required\n',
    learned: {
      'acme/base:1.4': { signed: 'unsigned', attestations: [], learned: { where: 'docker.io', when: '2026-11-20' } },
      'acme/base:1.9': { signed: 'unverified', attestations: [], learned: { where: 'docker.io', when: '2026-11-20' } },
    },
    bad: 'FROM acme/base:1.4\nUSER 1000\n',
    good: 'FROM acme/base:1.9\nUSER 1000\n',
    limits:
      'Nothing is said unless it is asked for, and only where a registry was asked, or had been asked and the answer was kept. Without `images.keys`, that there is a signature does not say that it is a good one. With them, cosign’s signatures with a key are checked; all others count as unsigned by them.',
  },
  *file(file, { facts, policy }) {
    const { provenance, keys = [] } = policy;
    if (provenance !== 'required') return;
    for (const { range, image, shown } of learnedImages(file, facts.images)) {
      const { where, when } = image.learned;
      if (keys.length > 0) {
        if (!isUnsignedBy(image, keys)) continue;
        const has = image.signed === 'unsigned' ? 'no signature' : 'no signature by a key of images.keys';
        yield { range, message: `${where} had ${has} of '${shown}' on ${when}; take one that has` };
        continue;
      }
      if (image.signed !== 'unsigned' || image.attestations?.length !== 0) continue;
      yield {
        range,
        message: `${where} had no signature and no attestation of '${shown}' on ${when}; take one that has`,
      };
    }
  },
});

/** What was checked with other keys says nothing of these. */
function isUnsignedBy({ signed, checkedWith }: LearnedImage, keys: readonly TrustedKey[]): boolean {
  if (signed === 'unsigned') return true;
  if (signed !== 'refused' && signed !== 'unverified') return false;
  return keys.every(({ pem }) => checkedWith?.includes(pem));
}
