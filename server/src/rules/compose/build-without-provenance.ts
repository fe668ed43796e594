// A build leaves out what says how the image was made.
import { booleanOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'build-without-provenance',
  title: 'Build without provenance',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 1357 }],
  docs: {
    why: 'The attestation of provenance says which source and which builder made an image; a list of its parts lets scanners find what is weak in it. BuildKit writes the first by itself; it is switched off here.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      provenance: false\n',
    good: 'services:\n  web:\n    build:\n      context: .\n      sbom: true\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const key of ['provenance', 'sbom'] as const) {
      const node = valueOf(service, 'build', key);
      if (!node || booleanOf(node) !== false || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message:
          key === 'provenance'
            ? 'nothing will say which source and builder made this image; take it out'
            : 'no list of the parts of this image is made; take it out, or set it to true',
        fixes: takeOut(service, ['build', key], key),
      };
    }
  },
});
