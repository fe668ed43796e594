// dnf, yum or zypper install whatever version of a package the distribution has on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';
import type { InstalledPackage } from '../../shell/packages';

export default dockerfileRule({
  id: 'unpinned-rpm-package',
  title: 'RPM package without a version',
  severity: 'hint',
  confidence: 'low',
  category: 'hygiene',
  recommended: false,
  references: [
    ...[33, 37, 41].map((number) => ({ hadolint: `DL30${number}` })),
    { kics: '93d88cf7-f078-46a8-8ddc-178e03aeacf1' },
    { kics: '6452c424-1d92-4deb-bb18-a03e95d579c4' },
    { kics: '562952e4-0348-4dea-9826-44f3a2c6117b' },
  ],
  docs: {
    why: 'Two builds of the same Dockerfile may hold different versions. Where that matters, write them down: `name-version` for dnf and yum, `name=version` for zypper.\n\nIt has a price: a pinned version gets no fixes until somebody changes the line.',
    bad: 'FROM rockylinux/rockylinux:9.6\nRUN dnf install -y nginx && dnf clean all\nUSER 65532\n',
    good: 'FROM rockylinux/rockylinux:9.6\nRUN dnf install -y nginx-1.20.1 && dnf clean all\nUSER 65532\n',
    limits:
      'What looks like a version behind a dash counts. A module needs a stream behind `:`. Groups, capabilities, files and variables are left alone. One finding for each command.',
  },
  *stage(stage) {
    for (const manager of ['dnf', 'zypper'] as const) {
      for (const found of unpinnedPackages(stage, manager, isPinned)) {
        if (found.step.before?.startsWith('group') || /^group/.test(found.step.subcommand?.value ?? '')) continue;
        const sign = found.step.before === 'module' ? ':' : manager === 'dnf' ? '-' : '=';
        yield {
          range: rangeOfPart(found.step.at, found.first.word),
          message: `${shownUnpinned(found)}: a later build may install another; write '${sign}' and the version`,
        };
      }
    }
  },
});

const isPinned = ({ version, name, source }: InstalledPackage): boolean =>
  version !== undefined || source === 'address' || /^[@/!-]|[:(=<>]/.test(name);
