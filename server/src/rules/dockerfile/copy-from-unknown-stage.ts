// COPY from a bare name that no stage has.
import { isBareName } from '../../dockerfile/image-uses';
import { stageGraphOf } from '../../dockerfile/stage-graph';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'copy-from-unknown-stage',
  title: 'Files from a name that no stage has',
  severity: 'info',
  confidence: 'low',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 829 }, { hadolint: 'DL3022' }],
  docs: {
    why: 'A bare name that no stage has is a build context, if the build gives one of that name; else it is an image on Docker Hub, with the tag `latest`. Write the stage that is meant, or the whole reference of the image.',
    bad: 'FROM node:24.4-alpine\nCOPY --from=assets /app /app\nUSER node\n',
    good: 'FROM node:24.4-alpine\nCOPY --from=ghcr.io/acme/assets:1.4.2 /app /app\nUSER node\n',
    limits: 'Build contexts, which `docker build --build-context` or a bake file gives, are not seen.',
  },
  *file(file) {
    for (const { source, range } of stageGraphOf(file).uses) {
      if (source.kind !== 'other' || !isBareName(source.name)) continue;
      yield {
        range,
        message: `no stage is named '${source.name}': it is a build context, or the image '${source.name}:latest'`,
      };
    }
  },
});
