// A package manager asks before it goes on, and nobody answers during a build.
import { aptSettings } from '../../dockerfile/apt-settings';
import { argumentsBehind } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type PackageStep, packageStepsOf } from '../../dockerfile/package-commands';
import type { Stage } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';
import { hasOption, shownCommand } from '../../shell/packages';
import { isOn } from '../../shell/weakness';

export default dockerfileRule({
  id: 'install-waits-for-answer',
  title: 'Installation that asks before it goes on',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['apt', 'aptitude', 'dnf', 'yum', 'microdnf', 'zypper', 'tdnf', 'dnf5'],
  references: [
    ...[14, 30, 34, 38].map((number) => ({ hadolint: `DL30${number}` })),
    { trivy: 'DS-0021' },
    { kics: '77783205-c4ca-4f80-bb80-c777f267c547' },
    { kics: '7ebd323c-31b7-4e5b-b26f-de5e9e477af8' },
    { kics: '6e19193a-8753-436d-8a09-76dcff91bb03' },
    { kics: '45e1fca5-f90e-465d-825f-c2cb63fa3944' },
    { semgrep: 'dockerfile.correctness.missing-assume-yes-switch.missing-assume-yes-switch' },
    ...['missing-dnf-assume-yes-switch', 'missing-yum-assume-yes-switch'].map((name) => ({
      semgrep: `dockerfile.best-practice.${name}.${name}`,
    })),
    { sonar: 'S6584' },
  ],
  docs: {
    why: 'A build has no terminal. Where the package manager asks whether to go on, it takes the missing answer for a no, and the build stops: perhaps not today, but as soon as the package needs another one.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'Read are apt, apt-get, aptitude, yum, dnf, tdnf and zypper; microdnf does not ask. Nothing is said where the command reads an answer from a pipe or a file, and where a configuration file of apt answers or is copied in.',
  },
  *stage(stage) {
    for (const manager of ['apt', 'dnf', 'zypper'] as const) {
      for (const step of packageStepsOf(stage, manager)) {
        const { at, subcommand } = step;
        if (!subcommand || !asks(step) || isAnswered(step, stage)) continue;
        const edit = argumentsBehind(at, subcommand, '-y');
        yield {
          range: rangeOfPart(at, { start: at.command.name?.start ?? 0, end: subcommand.end }),
          message: `'${shownCommand(step)}' may ask, and nobody answers during a build; add '-y'`,
          fixes: edit
            ? [
                {
                  title: "Add '-y'",
                  safety: 'safe',
                  delta: { changes: [at.step.instruction.name] },
                  edits: () => [{ edits: [edit] }],
                },
              ]
            : [],
        };
      }
    }
  },
});

const asks = ({ verb, operands, options }: PackageStep): boolean =>
  (verb === 'install' && (operands.length > 0 || options.some(({ name }) => name === '-f'))) ||
  verb === 'upgrade' ||
  verb === 'full-upgrade' ||
  verb === 'remove';

const ANSWERS: Readonly<Record<'apt' | 'dnf' | 'zypper', RegExp>> = {
  apt: /^(?:-y|--yes|--assume-yes|--force-yes|--assume-no|-s|--simulate|--dry-run|--just-print|--print-uris|-h|--help)$/,
  dnf: /^(?:-y|--assumeyes|--assumeno|--downloadonly|-h|--help)$/,
  zypper: /^(?:-n|--non-interactive|-y|--no-confirm|-D|--dry-run|-h|--help)$/,
};

function isAnswered(step: PackageStep, stage: Stage): boolean {
  const { manager, at, options } = step;
  if (manager !== 'apt' && manager !== 'dnf' && manager !== 'zypper') return true;
  const { inputs, redirects, wrappers } = at.command;
  const isFed = inputs.length > 0 || redirects.some(({ operator }) => operator.startsWith('<'));
  if (isFed && !wrappers.some(({ program }) => program === 'xargs')) return true;
  if (hasOption(step, ANSWERS[manager])) return true;
  if (manager === 'zypper') return false;
  if (step.program === 'microdnf') return true; // it never asks
  if (manager === 'dnf') return options.some(({ name, value }) => name === '--setopt' && saysYes(value?.value));
  return isQuietApt(step) || aptSettings(stage).assumesYes;
}

const saysYes = (setting: string | undefined): boolean => {
  const [key = '', value] = (setting ?? 'assumeyes=1').split('=');
  return /^(?:assumeyes|apt::get::assume-yes|apt::get::force-yes)$/i.test(key) && isOn(value?.replaceAll('"', ''));
};

/** `-qq` means `-y`, and so does the number 2. */
function isQuietApt({ at, options }: PackageStep): boolean {
  const quiet = options.filter(({ name }) => name === '-q' || name === '--quiet');
  return (
    quiet.length > 1 ||
    at.command.args.some(({ value }) => /^(?:-q|--quiet)=[2-9]$/.test(value ?? '')) ||
    options.some(({ name, value }) => (name === '-o' || name === '--option') && saysYes(value?.value))
  );
}
