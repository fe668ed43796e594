// apt installs whatever version of a package the distribution has on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';
import { hasOption } from '../../shell/packages';

export default dockerfileRule({
  id: 'unpinned-apt-package',
  title: 'Debian package without a version',
  severity: 'hint',
  confidence: 'low',
  category: 'hygiene',
  recommended: false,
  looksFor: ['apt', 'aptitude'],
  references: [{ hadolint: 'DL3008' }, { kics: '965a08d7-ef86-4f14-8792-4a3b2098937e' }],
  docs: {
    why: 'Two builds of the same Dockerfile may hold different versions. Where that matters, write them down.\n\nIt has a price: Debian and Ubuntu delete a version as soon as there is a fix for it, so a build with `=version` fails one day, and until then it keeps the hole. A digest in FROM and the snapshot archive of the distribution give the same build again, without that.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u12 && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'A version behind `=`, a release behind `/`, and `-t` count. Files and variables are left alone. One finding for each command.',
  },
  *stage(stage) {
    for (const found of unpinnedPackages(
      stage,
      'apt',
      ({ version, name }, step) =>
        version !== undefined || /[-+]$/.test(name) || hasOption(step, /^(?:-t|--target-release|--default-release)$/),
    )) {
      if (!/^(?:install|reinstall)$/.test(found.step.subcommand?.value ?? '')) continue;
      yield {
        range: rangeOfPart(found.step.at, found.first.word),
        message: `${shownUnpinned(found)}: a later build may install another; write '=' and the version`,
      };
    }
  },
});
