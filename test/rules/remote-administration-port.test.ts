// The option of the rule: which ports nothing may expose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { readConfiguration } from '../../server/src/lint/read-configuration';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { ROOT } from '../workspace/memory-file-system';

const ID = 'remote-administration-port';
const TEXT = 'FROM node:24\nEXPOSE 22 2375 8080\nEXPOSE 3380-3400 2370-2380/tcp 2375/udp\nUSER node\n';

const messages = (options: string): string[] => {
  const { policy, problems } = readConfiguration(`rules: { ${ID}: { options: ${options} } }\n`, {
    uri: `${ROOT}/.hullwright.yaml`,
    folder: ROOT,
    rules: dockerfileRules,
  });
  assert.deepEqual(problems, []);
  const facts = { images: bundledImageFacts, today: TODAY };
  const { findings } = analyseDockerfile('Dockerfile', TEXT, {
    rules: dockerfileRules,
    facts,
    ...policy,
    profile: 'strict',
  });
  return findings.filter(({ rule }) => rule === ID).map(({ message }) => message.split(',')[0] ?? '');
};

test('without options the usual ports count', () => {
  assert.deepEqual(messages('{}'), ["'22' exposes SSH", "'3380-3400' exposes RDP"]);
});

test('ports that are named take the place of the usual ones', () => {
  assert.deepEqual(messages('{ ports: [2375, 22] }'), [
    "'22' exposes SSH",
    "'2375' exposes port 2375",
    "'2370-2380/tcp' exposes port 2375",
  ]);
  assert.deepEqual(messages('{ ports: [] }'), []);
});
