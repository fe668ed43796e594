// apk installs whatever version of a package the distribution has on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'unpinned-apk-package',
  title: 'Alpine package without a version',
  severity: 'hint',
  confidence: 'low',
  category: 'hygiene',
  recommended: false,
  looksFor: ['apk'],
  references: [{ hadolint: 'DL3018' }, { kics: 'd3499f6d-1651-41bb-a9a7-de925fea487b' }],
  docs: {
    why: 'Two builds of the same Dockerfile may hold different versions. Where that matters, write them down.\n\nIt has a price: Alpine deletes a version as soon as there is a fix for it, so a build with `=version` fails one day. `~=` with the first two numbers takes fixes and nothing else.',
    bad: 'FROM alpine:3.22\nRUN apk add --no-cache curl\nUSER 65532\n',
    good: "FROM alpine:3.22\nRUN apk add --no-cache 'curl~=8.14'\nUSER 65532\n",
    limits:
      'Any constraint counts as a version. Files, variables and groups that `--virtual` names are left alone. One finding for each command.',
  },
  *stage(stage) {
    for (const found of unpinnedPackages(
      stage,
      'apk',
      ({ version, name }) => version !== undefined || /^[!.]|@/.test(name),
    )) {
      yield {
        range: rangeOfPart(found.step.at, found.first.word),
        message: `${shownUnpinned(found)}: a later build may install another; write '~=' and the version`,
      };
    }
  },
});
