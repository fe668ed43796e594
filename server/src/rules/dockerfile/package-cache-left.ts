// A RUN leaves the lists or the cache of a package manager in its layer.
import { argumentsBehind, commandBehind } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type LeftCache, leftCaches } from '../../dockerfile/package-caches';
import type { PackageStep } from '../../dockerfile/package-commands';
import { shippedStages } from '../../dockerfile/shipped-stages';
import type { Stage } from '../../dockerfile/stages';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { PackageManager } from '../../shell/package-managers';
import { shownCommand } from '../../shell/packages';
import { shiftEdit, type TextEdit } from '../../text/edit';
import { once } from '../../text/once';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'package-cache-left',
  title: 'Cache of a package manager left in the image',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    ...[9, 19, 32, 36, 40, 42, 60].map((number) => ({ hadolint: `DL30${String(number).padStart(2, '0')}` })),
    ...[15, 19, 20, 25, 27].map((number) => ({ trivy: `DS-00${number}` })),
    { kics: 'ae9c56a6-3ed1-4ac0-9b54-31267f51151d' },
    { kics: 'df746b39-6564-4fed-bf85-e9c44382303c' },
    { kics: '295acb63-9246-4b21-b441-7c1f1fb62dc0' },
    { kics: '38300d1a-feb2-4a48-936a-d1ef1cd24313' },
    { kics: 'f2f903fb-b977-461e-98d7-b3e2185c6118' },
    { kics: '00481784-25aa-4a55-8633-3136dfcf4f37' },
    ...['missing-apk-no-cache', 'missing-dnf-clean-all', 'missing-pip-no-cache-dir', 'missing-zypper-clean'].map(
      (name) => ({ semgrep: `dockerfile.best-practice.${name}.${name}` }),
    ),
    { semgrep: 'dockerfile.best-practice.remove-package-cache.remove-package-cache' },
    { semgrep: 'dockerfile.best-practice.remove-package-lists.remove-package-lists' },
    { dockle: 'DKL-DI-0004' },
    { dockle: 'DKL-DI-0005' },
    { sonar: 'S6587' },
    { tally: 'prefer-package-cache-mounts' },
  ],
  docs: {
    why: 'What a RUN leaves behind is in the image for good: a later RUN that deletes it hides it and frees nothing. Lists of packages and downloaded archives make the image larger, and old lists let a later `apt-get install` ask for versions that are gone.\n\nDelete them in the RUN that makes them, or never keep them: `rm -rf /var/lib/apt/lists/*`, `apk add --no-cache`, `dnf clean all`, `zypper clean --all`, `pip install --no-cache-dir`. A cache mount keeps them between builds and out of the image.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'Stages that others only copy from are left alone: what they leave never reaches an image. Cache mounts, variables that switch a cache off, and programs that are named for cleaning count; scripts that are copied in are not read. The quick fix leaves loops and functions alone.',
  },
  *file(file) {
    for (const { line, stage } of shippedStages(file)) {
      for (const { range, message, fixes } of reportsOf(stage)) {
        yield { range: shiftRange(range, line), message, fixes: fixes?.map((fix) => moved(fix, line)) };
      }
    }
  },
});

const reportsOf = once((stage: Stage): readonly Report[] => Array.from(leftCaches(stage), reportOf));

const moved = (fix: Fix, line: number): Fix => ({
  ...fix,
  edits: () => fix.edits().map(({ edits }) => ({ edits: edits.map((edit) => shiftEdit(edit, line)) })),
});

/** What prevents the cache, as an option of the command; or what deletes it behind the last command that needs it. */
const OPTIONS: ReadonlyMap<PackageManager, string> = new Map([
  ['apk', '--no-cache'],
  ['pip', '--no-cache-dir'],
]);
const COMMANDS: ReadonlyMap<PackageManager, (program: string) => string> = new Map<
  PackageManager,
  (program: string) => string
>([
  ['apt', () => 'rm -rf /var/lib/apt/lists/*'],
  ['dnf', (program) => `${program} clean all`],
  ['zypper', () => 'zypper clean --all'],
  ['yarn', () => 'yarn cache clean'],
]);

function reportOf({ step, steps, last }: LeftCache): Report {
  const { manager, program, at, subcommand } = step;
  const option = OPTIONS.get(manager);
  const isSudo = last.command.wrappers.some((wrapper) => wrapper.program === 'sudo');
  const command = `${isSudo ? 'sudo ' : ''}${COMMANDS.get(manager)?.(program) ?? ''}`;
  const behind = option === undefined ? commandBehind(last, command) : undefined;
  const edits = option === undefined ? behind && [behind] : optionEdits(steps, option);
  const what = manager === 'apt' ? 'the lists of packages' : 'its cache';
  return {
    range: rangeOfPart(at, subcommand ? { start: at.command.name?.start ?? 0, end: subcommand.end } : at.command),
    message: `'${shownCommand(step)}' leaves ${what} in the image; ${option === undefined ? `end this RUN with '${command}'` : `add '${option}'`}`,
    fixes: edits ? [fixOf(edits, option ?? command, at.step.instruction.name)] : [],
  };
}

/** The option in each command that needs it. */
function optionEdits(steps: readonly PackageStep[], option: string): TextEdit[] | undefined {
  const edits = steps.flatMap(({ at, subcommand }) => (subcommand && argumentsBehind(at, subcommand, option)) ?? []);
  return edits.length === steps.length ? edits : undefined;
}

const fixOf = (edits: readonly TextEdit[], added: string, keyword: string): Fix => ({
  title: `Add '${added}'`,
  safety: 'suggested',
  delta: { changes: [keyword] },
  edits: () => [{ edits }],
});
