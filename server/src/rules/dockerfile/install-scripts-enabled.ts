// npm, yarn or pnpm run the scripts of every package while they install.

import { argumentsBehind } from '../../dockerfile/command-edits';
import { settingFor } from '../../dockerfile/command-environment';
import { rangeOfPart } from '../../dockerfile/commands';
import { inherited } from '../../dockerfile/inherited-facts';
import { isYarn2, mayBeYarn2 } from '../../dockerfile/lockfiles';
import { isBareInstall } from '../../dockerfile/package-caches';
import { type PackageStep, packageStepsOf } from '../../dockerfile/package-commands';
import type { Stage } from '../../dockerfile/stages';
import { writtenFilesOf } from '../../dockerfile/written-files';
import { dockerfileRule } from '../../rule/rule';
import { hasOption, shownCommand } from '../../shell/packages';
import { isOff } from '../../shell/weakness';

export default dockerfileRule({
  id: 'install-scripts-enabled',
  title: 'Scripts of packages run by the installation',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: ['npm', 'npx', 'yarn', 'yarnpkg', 'pnpm', 'corepack'],
  references: [{ cwe: 829 }, { sonar: 'S6505' }],
  docs: {
    why: 'A package of npm may bring scripts that run while it is installed, with the rights of the build: most often as root, with the network, and with whatever secrets the step is given. Nearly all attacks by npm packages of the last years were such scripts. `--ignore-scripts` installs without running any; `npm rebuild NAME` runs those of the few packages that need it, such as bcrypt.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --ignore-scripts\nUSER node\n',
    limits:
      'Options, variables, `npm config set` and an .npmrc that the Dockerfile writes are read; one that is copied in is not. pnpm from version 10 on runs no scripts unasked: nothing is said where the Dockerfile names such a version, nor of bun. Some packages do not work without their scripts: look at the build behind the quick fix.',
  },
  *stage(stage) {
    for (const manager of ['npm', 'yarn', 'pnpm'] as const) {
      for (const step of packageStepsOf(stage, manager)) {
        const { at, subcommand } = step;
        if (!runsScripts(step) || isSwitchedOff(step, stage)) continue;
        const name = at.command.name ?? at.command;
        const option = manager === 'yarn' && isYarn2(stage) ? '--mode=skip-build' : '--ignore-scripts';
        const word = subcommand ?? at.command.name;
        const isUnclear = manager === 'yarn' && mayBeYarn2(stage) && !isYarn2(stage);
        const isGiven = hasOption(step, /^--ignore-scripts$/) || isUnclear;
        const edit = isGiven || !word ? undefined : argumentsBehind(at, word, option);
        yield {
          range: rangeOfPart(at, { start: name.start, end: word?.end ?? name.end }),
          message: `'${shownCommand(step)}' runs scripts of every package that it installs; add '${option}'`,
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
    }
  },
});

/** The last one counts. */
function ignoresScripts({ options }: PackageStep): boolean {
  const given = options.findLast(({ name }) => name === '--ignore-scripts');
  return given !== undefined && !isOff(given.value?.value);
}

const runsScripts = (step: PackageStep): boolean =>
  (step.verb === 'install' || step.verb === 'upgrade' || isBareInstall(step)) &&
  !ignoresScripts(step) &&
  !step.options.some(({ name, value }) => name === '--mode' && value?.value === 'skip-build') &&
  !hasOption(step, /^--(?:dry-run|package-lock-only|lockfile-only|help)$/);

const VARIABLES = ['npm_config_ignore_scripts', 'NPM_CONFIG_IGNORE_SCRIPTS', 'PNPM_CONFIG_IGNORE_SCRIPTS'];

function isSwitchedOff({ manager, at }: PackageStep, stage: Stage): boolean {
  const isOn = VARIABLES.some((name) => {
    const value = settingFor(stage, at, name);
    return value !== undefined && !isOff(value ?? undefined);
  });
  if (isOn || isConfigured(stage)) return true;
  if (manager === 'yarn') return isOff(settingFor(stage, at, 'YARN_ENABLE_SCRIPTS') ?? undefined);
  return manager === 'pnpm' && namesNewPnpm(stage);
}

/** `npm config set ignore-scripts true`, or the same in a file. */
const isConfigured: (stage: Stage) => boolean = inherited(
  (stage, base = false) =>
    base ||
    (['npm', 'yarn', 'pnpm'] as const).some((manager) =>
      packageStepsOf(stage, manager).some(
        ({ subcommand, operands }) =>
          /^(?:config|c|set)$/.test(subcommand?.value ?? '') &&
          /ignore-scripts[=\s]+true|enableScripts[=\s]+(?:false|0)/.test(
            operands.map(({ value }) => value ?? '').join(' '),
          ),
      ),
    ) ||
    writtenFilesOf(stage).some(
      (file) =>
        /(?:npmrc|yarnrc|yarnrc\.yml)$/.test(file.path) &&
        file.lines.some(({ text }) =>
          /^\s*["']?(?:ignore-scripts\s*[=\s]\s*"?true|enableScripts\s*:\s*false)/.test(text),
        ),
    ),
);

const namesNewPnpm: (stage: Stage) => boolean = inherited(
  (stage, base = false) =>
    base ||
    stage.steps.some(({ instruction }) => /pnpm@\^?(?:1\d|[2-9]\d)\b|PNPM_VERSION[= ]"?v?1\d\b/.test(instruction.text)),
);
