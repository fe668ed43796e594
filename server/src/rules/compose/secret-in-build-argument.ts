// A build argument carries a secret.
import { buildOf } from '../../compose/build';
import { isHere, placeOf } from '../../compose/place';
import { maskOf, secretsIn, shippedOf, worthOfShipped } from '../../compose/shipped-secrets';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'secret-in-build-argument',
  title: 'Secret as a build argument',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 798 }],
  docs: {
    why: 'Build arguments stay in the history of the image: everyone who can pull it reads them. A secret of the build is mounted while a step runs and leaves nothing behind: `build.secrets` here, and `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN` in the Dockerfile.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      args:\n        NPM_TOKEN: 7f3b9c1e5d2a4860b1c3d5e7f9012345\n',
    good: 'services:\n  web:\n    build:\n      context: .\n      secrets: [npm_token]\nsecrets:\n  npm_token:\n    environment: NPM_TOKEN\n',
    limits:
      'Decided by the words of the name, and by values that give themselves away. One that comes from whoever builds is reported by `secret-passed-as-build-argument`.',
  },

  *service(service) {
    for (const named of buildOf(service)?.args ?? []) {
      const { name, node } = named;
      if (!isHere(service, node)) continue;
      const worth = worthOfShipped(named);
      const [byValue] = worth === undefined ? secretsIn(shippedOf(named)) : [];
      if (worth === undefined && !byValue) continue;
      yield {
        range: placeOf(service, node),
        severity: worth === 'secret' || byValue?.isPlaceholder === false ? 'error' : 'warning',
        message: `'${name}' stays readable in the history of the image; give it to the build as a secret`,
        masked: maskOf(service, node),
      };
    }
  },
});
