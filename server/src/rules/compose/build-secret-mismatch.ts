// A secret of the build that nothing takes, or a mount that nothing fills.
import { buildOf } from '../../compose/build';
import { builtFrom } from '../../compose/built-from';
import { isHere, placeOf } from '../../compose/place';
import type { Dockerfile } from '../../dockerfile/model';
import { runMounts } from '../../dockerfile/run-mounts';
import { rangeOfWord } from '../../dockerfile/stages';
import { composeRule } from '../../rule/rule';
import { type Range, shiftRange } from '../../text/range';

export default composeRule({
  id: 'build-secret-mismatch',
  title: 'Secrets of the build do not fit the Dockerfile',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 522 }],
  docs: {
    why: 'A secret that `build.secrets` gives reaches the build only where a `RUN --mount=type=secret` takes it by its id; and such a mount without a secret is empty, so that the build fails or, worse, goes on without it. The same holds for `ssh`.',
    bad: 'services:\n  web:\n    build:\n      context: ./app\n      secrets: [npm_token]\nsecrets:\n  npm_token:\n    environment: NPM_TOKEN\n',
    files: {
      'app/Dockerfile': 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=api_token,required npm ci\nUSER node\n',
    },
    good: 'services:\n  web:\n    build:\n      context: ./app\n      secrets: [api_token]\nsecrets:\n  api_token:\n    environment: API_TOKEN\n',
    limits:
      'Said only where the Dockerfile is in the workspace and can be read. A mount that is not `required` may be meant to be empty, and is a hint.',
  },
  *project(project, { uri, files }) {
    for (const { line, service } of project.services) {
      const build = buildOf(service);
      const built = build && builtFrom(service, uri, files);
      if (!built || !isHere(service, built.node)) continue;
      const mounts = secretMounts(built.file);
      const taken = new Set(mounts.map(({ id }) => id));
      const given = build.secrets.map(({ node, source, target }) => ({ node, id: target || source }));
      for (const { node, id } of given) {
        if (id === undefined || taken.has(id) || !isHere(service, node)) continue;
        yield {
          range: shiftRange(placeOf(service, node), line),
          severity: 'info',
          message: `no RUN of the Dockerfile takes the secret '${id}'; add --mount=type=secret,id=${id} where it is used`,
        };
      }
      if (given.some(({ id }) => id === undefined)) continue;
      const names = new Set(given.map(({ id }) => id));
      const missing = mounts.find(({ id }) => !names.has(id));
      if (!missing) continue;
      yield {
        range: shiftRange(placeOf(service, built.node), line),
        severity: missing.isRequired ? 'warning' : 'hint',
        message: `the build asks for the secret '${missing.id}', and nothing gives it; add it to build.secrets`,
        related: [{ uri: built.uri, range: missing.range, message: `here it is asked for` }],
      };
    }
  },
});

interface SecretMount {
  readonly id: string;
  readonly isRequired: boolean;
  readonly range: Range;
}

/** Those of every stage: a target may be built on any of them. */
const secretMounts = ({ stages }: Dockerfile): SecretMount[] =>
  stages.flatMap(({ line, stage }) =>
    stage.steps.flatMap((step, index) =>
      runMounts(stage, index).flatMap((mount) => {
        const id = mount.type === 'secret' ? (mount.option('id') ?? mount.option('source')) : undefined;
        const required = mount.option('required');
        const isRequired = required === 'true' || required === '';
        return id ? [{ id, isRequired, range: shiftRange(rangeOfWord(step, mount.flag), line) }] : [];
      }),
    ),
  );
