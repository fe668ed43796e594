// A build argument is named like a secret, and its value comes from whoever builds.
import { buildOf } from '../../compose/build';
import type { NamedValue } from '../../compose/entries';
import { HOLE } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { shippedOf } from '../../compose/shipped-secrets';
import { composeRule } from '../../rule/rule';
import { isSecretName } from '../../secrets/by-name';

export default composeRule({
  id: 'secret-passed-as-build-argument',
  title: 'Secret passed as a build argument',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 538 }],
  docs: {
    why: 'Build arguments stay in the history of the image: everyone who can pull it reads them, wherever the value came from. A secret of the build is mounted while a step runs and leaves nothing behind: `build.secrets` here, and `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN` in the Dockerfile.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      args:\n        NPM_TOKEN: ${NPM_TOKEN}\n',
    good: 'services:\n  web:\n    build:\n      context: .\n      secrets: [npm_token]\nsecrets:\n  npm_token:\n    environment: NPM_TOKEN\n',
    limits:
      'Decided by the words of the name. A value that stands in the file is reported by `secret-in-build-argument`. Arguments whose default is empty are left alone.',
  },

  *service(service) {
    for (const named of buildOf(service)?.args ?? []) {
      if (!isSecretName(named.name) || !isGivenLater(named) || !isHere(service, named.node)) continue;
      yield {
        range: placeOf(service, named.node),
        message: `'${named.name}' stays readable in the history of the image; give it to the build as a secret`,
      };
    }
  },
});

/** By the environment of whoever builds: nothing of it stands here. */
const isGivenLater = (named: NamedValue): boolean =>
  named.isPassedThrough || shippedOf(named).replaceAll(HOLE, '') !== shippedOf(named);
