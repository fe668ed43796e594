// RUN goes to the next release of the distribution, or as far as packages may be swapped and removed.
import { rangeOfPart } from '../../dockerfile/commands';
import { packageStepsOf } from '../../dockerfile/package-commands';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'system-upgrade',
  title: 'Upgrade of the whole distribution',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    { hadolint: 'DL3035' },
    { trivy: 'DS-0024' },
    { kics: '682fe378-c180-4bd5-8a14-95fc285fb269' },
    { semgrep: 'dockerfile.best-practice.avoid-apt-get-upgrade.avoid-apt-get-upgrade' },
    { dockle: 'DKL-DI-0003' },
  ],
  docs: {
    why: '`dist-upgrade`, `full-upgrade`, `zypper dup` and `dnf distro-sync` may remove packages and put others in their place. What the image holds is then decided on the day of the build and not by FROM, which names one release and has been tested as such. Take a newer base image; its maintainers rebuild it with security fixes.\n\nA plain `upgrade` is another thing: it brings security fixes, and nothing is said of it.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get dist-upgrade -y && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits: 'Scripts that are copied in are not read.',
  },
  *stage(stage) {
    for (const manager of ['apt', 'dnf', 'zypper'] as const) {
      for (const { at, verb, program, subcommand } of packageStepsOf(stage, manager)) {
        if (verb !== 'full-upgrade' || !subcommand) continue;
        yield {
          range: rangeOfPart(at, subcommand),
          message: `'${program} ${subcommand.value}' may swap and remove packages of the base; take a newer base image instead`,
        };
      }
    }
  },
});
