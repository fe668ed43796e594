// The API of the engine over TCP without TLS.
import { namedValuesOf } from '../../compose/entries';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { commandOf, entrypointOf } from '../../compose/words';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'engine-api-over-tcp',
  title: 'API of the engine over plain TCP',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.7' }, { cwe: 306 }],
  docs: {
    why: 'Whoever reaches port 2375 of the engine is root on its host. Docker in Docker makes certificates by itself where `DOCKER_TLS_CERTDIR` is not emptied.',
    bad: 'services:\n  ci:\n    image: docker:28.3-dind\n    environment:\n      DOCKER_TLS_CERTDIR: ""\n',
    good: 'services:\n  ci:\n    image: docker:28.3-dind\n    environment:\n      DOCKER_TLS_CERTDIR: /certs\n',
    limits:
      'A socket proxy on a network of its own is left alone where its name says so. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { name, value, node } of namedValuesOf(valueOf(service, 'environment'))) {
      const isPlain = name === 'DOCKER_HOST' && /^tcp:\/\/.*:2375\/?$/.test(value ?? '') && !/proxy/i.test(value ?? '');
      const isEmptied = name === 'DOCKER_TLS_CERTDIR' && value === '';
      if ((!isPlain && !isEmptied) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: isEmptied
          ? 'the engine then listens without TLS: whoever reaches it is root; take it out'
          : 'this engine takes orders without TLS; use port 2376 with certificates',
      };
    }
    for (const words of [commandOf(service), entrypointOf(service)]) {
      if (!words || !isHere(service, words.node)) continue;
      const text = words.words.join(' ');
      if (!/(?:^|\s)(?:-H[= ]?|--host[= ])tcp:\/\//.test(text) || /--tlsverify/.test(text)) continue;
      yield {
        range: placeOf(service, words.node),
        message: 'the engine listens on TCP without certificates; add --tlsverify and its files',
      };
    }
  },
});
