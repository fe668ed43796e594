// apt installs packages that are merely recommended.
import { aptSettings } from '../../dockerfile/apt-settings';
import { argumentsBehind } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type PackageStep, packageStepsOf } from '../../dockerfile/package-commands';
import { dockerfileRule } from '../../rule/rule';
import { hasOption, shownCommand } from '../../shell/packages';
import { isOff } from '../../shell/weakness';

export default dockerfileRule({
  id: 'apt-recommends-installed',
  title: 'Packages installed that are merely recommended',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['apt', 'aptitude'],
  references: [
    { cis: '4.3' },
    { hadolint: 'DL3015' },
    { trivy: 'DS-0029' },
    { kics: '7384dfb2-fcd1-4fbf-91cd-6c44c318c33c' },
    { semgrep: 'dockerfile.best-practice.missing-no-install-recommends.missing-no-install-recommends' },
    { sonar: 'S6500' },
  ],
  docs: {
    why: 'Debian and Ubuntu install with each package what its maintainer recommends to most people. In an image few of these are used, and each is one more program that an attacker finds there and one more that scanners report. `--no-install-recommends` leaves them out; name those that are needed.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'The setting counts wherever the Dockerfile writes it: as an option, with `-o`, or in a file of apt.conf.d. Nothing is said where a folder is copied to /etc/apt. Some programs need what was recommended, such as ca-certificates beside curl: look at the build behind the quick fix.',
  },
  *stage(stage) {
    for (const step of packageStepsOf(stage, 'apt')) {
      const { at, verb, operands, subcommand } = step;
      if (verb !== 'install' || operands.length === 0 || !subcommand || isDecided(step)) continue;
      if (subcommand.value === 'satisfy' || aptSettings(stage).leavesRecommended) continue;
      const option = step.program === 'aptitude' ? '--without-recommends' : '--no-install-recommends';
      const edit = argumentsBehind(at, subcommand, option);
      yield {
        range: rangeOfPart(at, { start: at.command.name?.start ?? 0, end: subcommand.end }),
        message: `'${shownCommand(step)}' adds packages that are merely recommended; add '${option}'`,
        fixes: edit
          ? [
              {
                title: `Add '${option}'`,
                safety: 'suggested',
                delta: { changes: [at.step.instruction.name] },
                edits: () => [{ edits: [edit] }],
              },
            ]
          : [],
      };
    }
  },
});

const DECIDES = /^(?:--no-install-recommends|--install-recommends|--without-recommends|--with-recommends|-R)$/;
const NOTHING_INSTALLED = /^(?:-s|--simulate|--dry-run|--just-print|--print-uris|--config-file|-c)$/;

const isDecided = (step: PackageStep): boolean =>
  hasOption(step, DECIDES) ||
  hasOption(step, NOTHING_INSTALLED) ||
  step.options.some(({ name, value }) => {
    if (name !== '-o' && name !== '--option') return false;
    if (value?.value === undefined) return true;
    const [key = '', setting] = value.value.split('=');
    return /^apt::install-recommends$/i.test(key) && isOff(setting?.replaceAll('"', ''));
  });
