// A build that may take other versions than its lockfile names.
import { argumentsBehind, wordReplaced } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { lockfileFor } from '../../dockerfile/lockfiles';
import { type LooseInstall, looseInstalls } from '../../dockerfile/loose-installs';
import type { PackageStep } from '../../dockerfile/package-commands';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { PACKAGE_PROGRAMS } from '../../shell/package-managers';
import { hasOption, shownCommand } from '../../shell/packages';
import type { TextEdit } from '../../text/edit';

export default dockerfileRule({
  id: 'lockfile-not-enforced',
  title: 'Lockfile that a build may leave behind',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: [...PACKAGE_PROGRAMS],
  references: [{ cwe: 1357 }],
  docs: {
    why: 'A lockfile names every package with its version and digest. Many package managers only start from it: where package.json and lockfile differ, or a range allows a newer version, `npm install` and its kin resolve again and take what was published since. An image then holds packages that nobody has looked at, and two builds of one commit differ.\n\nEach has a way to stop instead: `npm ci`, `yarn install --immutable` (`--frozen-lockfile` in yarn 1), `pnpm install --frozen-lockfile`, `uv sync --locked`, `bundle config set frozen true`, `cargo build --locked`, `composer install`, `pip install --require-hashes`.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install --ignore-scripts\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --ignore-scripts\nUSER node\n',
    limits:
      'Without a lockfile that COPY or a mount names, the finding is a hint, and the quick fix is left out: the build would stop without one. Commands that name packages, and global installations, are left alone. A requirements file that has digests is checked by pip without being told; what it holds is not read.',
  },
  *stage(stage) {
    for (const loose of looseInstalls(stage)) {
      const { step, remedy } = loose;
      const { at, manager, program, subcommand } = step;
      const lockfile = lockfileFor(stage, at, manager);
      const advice =
        'advice' in remedy
          ? remedy.advice
          : 'subcommand' in remedy
            ? `use '${program} ${remedy.subcommand}'`
            : `add '${'option' in remedy ? remedy.option : remedy.variable}'`;
      const name = at.command.name ?? at.command;
      yield {
        range: rangeOfPart(at, { start: name.start, end: subcommand?.end ?? name.end }),
        message: messageOf(step, lockfile, advice),
        severity: lockfile === undefined ? 'hint' : 'info',
        fixes: lockfile === undefined ? [] : fixesOf(loose),
      };
    }
  },
});

const messageOf = (step: PackageStep, lockfile: string | undefined, advice: string): string =>
  hasOption(step, /^(?:-r|--requirements?)$/)
    ? `'${shownCommand(step)} -r' compares no digests where the file has none; write them, and add '--require-hashes'`
    : `'${shownCommand(step)}' may take other versions than ${lockfile ?? 'a lockfile'} names; ${advice}`;

function fixesOf(loose: LooseInstall): Fix[] {
  const edit = editOf(loose);
  const { remedy, step } = loose;
  if (!edit || 'advice' in remedy) return [];
  const shown =
    'subcommand' in remedy
      ? `${step.program} ${remedy.subcommand}`
      : 'option' in remedy
        ? remedy.option
        : remedy.variable;
  return [
    {
      title: 'subcommand' in remedy ? `Write '${shown}'` : `Add '${shown}'`,
      safety: 'suggested',
      delta: { changes: [step.at.step.instruction.name] },
      edits: () => [{ edits: [edit] }],
    },
  ];
}

function editOf({ step, remedy }: LooseInstall): TextEdit | undefined {
  const { at, subcommand } = step;
  const { name, wrappers } = at.command;
  if ('subcommand' in remedy) return subcommand && wordReplaced(at, subcommand, remedy.subcommand);
  if ('option' in remedy) return name && argumentsBehind(at, subcommand ?? name, remedy.option);
  if (!('variable' in remedy) || !name || wrappers.length > 0 || at.instruction.json) return undefined;
  return wordReplaced(at, name, `${remedy.variable} ${name.text}`);
}
