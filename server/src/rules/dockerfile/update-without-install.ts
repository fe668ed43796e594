// Lists of packages are fetched by one RUN and used by another: the cache of the build keeps the first one for weeks.
import { commandsAt, rangeOfPart } from '../../dockerfile/commands';
import { removeStep } from '../../dockerfile/list-edits';
import { isMounted } from '../../dockerfile/mounted-folders';
import { type PackageStep, packageStepsOf } from '../../dockerfile/package-commands';
import type { Stage } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { mayInstall } from '../../shell/may-install';
import { PACKAGE_PROGRAMS, type PackageManager } from '../../shell/package-managers';
import { packageCommandOf } from '../../shell/packages';

export default dockerfileRule({
  id: 'update-without-install',
  title: 'Lists of packages fetched in a RUN of their own',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: [...PACKAGE_PROGRAMS],
  references: [
    { cis: '4.7' },
    { checkov: 'CKV_DOCKER_5' },
    { trivy: 'DS-0017' },
    { kics: '9bae49be-0aa3-4de5-bab2-4c3a069e40cd' },
    { dockle: 'CIS-DI-0007' },
    { sonar: 'S6595' },
  ],
  docs: {
    why: 'A build takes a RUN from its cache as long as its text is the same. `RUN apt-get update` is then never run again: a later RUN installs from lists that are weeks old, and so old versions with known holes, or it fails because they are gone. Fetch the lists in the RUN that installs.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'Nothing is said where a later command of the same RUN installs or upgrades, or may do so: a script, or another installer. The quick fix moves a lone update into the next RUN that installs.',
  },
  *stage(stage) {
    for (const manager of ['apt', 'apk', 'dnf', 'zypper'] as const) {
      const steps = packageStepsOf(stage, manager);
      let done = -1;
      for (let position = steps.length - 1; position >= 0; position--) {
        const step = steps[position];
        if (!step?.subcommand || step.at.index === done || !isUpdate(step)) continue;
        const { at, program, subcommand } = step;
        done = at.index;
        if (isMounted(at.instruction, '/var/lib/apt/lists') || isFollowed(stage, step, manager)) continue;
        yield {
          range: rangeOfPart(at, { start: at.command.name?.start ?? 0, end: subcommand.end }),
          message: `'${program} ${subcommand.value}' is not run again while its layer is cached; put it into the RUN that installs`,
          fixes: fixesOf(step, steps[position + 1]),
        };
      }
    }
  },
});

/** `yum update` fetches lists and upgrades: as a layer of its own it gets as old. */
const isUpdate = ({ manager, verb, subcommand, operands }: PackageStep): boolean =>
  verb === 'update' ||
  (verb === 'upgrade' &&
    operands.length === 0 &&
    (manager === 'dnf' || manager === 'zypper') &&
    /^(?:update|up)$/.test(subcommand?.value ?? ''));

function isFollowed(stage: Stage, { at }: PackageStep, manager: PackageManager): boolean {
  const commands = commandsAt(stage, at.index);
  for (let i = commands.length - 1; i >= 0 && commands[i] !== at; i--) {
    const command = commands[i]?.command;
    if (!command) continue;
    const read = packageCommandOf(command);
    if (read?.manager === manager ? /^(?:install|upgrade|full-upgrade)$/.test(read.verb ?? '') : mayInstall(command))
      return true;
  }
  return at.command.inputs.length > 0;
}

/** The update alone in its RUN, and the next RUN of the manager begins a list of commands with an installation. */
function fixesOf({ at }: PackageStep, next: PackageStep | undefined): Fix[] {
  const { instruction } = at.step;
  const text = textOf(at.instruction.args[0]?.text, at.command);
  const isAlone =
    text === at.instruction.args[0]?.text && instruction.lineCount === 1 && instruction.flags.length === 0;
  if (!isAlone || text === undefined || !next || next.verb !== 'install' || instruction.trigger) return [];
  const target = next.at.instruction;
  if (
    target.json ||
    target.heredocs.length > 0 ||
    next.at.step.instruction.trigger ||
    next.at.script.commands[0] !== next.at.command
  )
    return [];
  const line = target.args[0];
  if (!line || textOf(line.text, next.at.command) === undefined || !/^\S/.test(line.text)) return [];
  if (next.at.command.start !== 0) return [];
  const place = next.at.rangeOf({ start: 0, end: 0 }).start;
  return [
    {
      title: `Move '${text.length > 40 ? `${text.slice(0, 39)}…` : text}' into the RUN that installs`,
      safety: 'suggested',
      delta: { removes: ['RUN'], changes: ['RUN'] },
      edits: () => [{ edits: [removeStep(at.step), { range: { start: place, end: place }, newText: `${text} && ` }] }],
    },
  ];
}

const textOf = (line: string | undefined, { start, end }: { start: number; end: number }): string | undefined =>
  end > start ? line?.slice(start, end) : undefined;
