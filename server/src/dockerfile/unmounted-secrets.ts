// Commands that cannot do without a credential, in steps that mount none: those that read a variable which ARG or ENV gives, and
// git over SSH.
import { isSecretName } from '../secrets/by-name';
import { readerOf } from '../secrets/readers';
import type { ShellCommand, ShellWord } from '../shell/command';
import { gitCommand } from '../shell/downloads';
import { once } from '../text/once';
import { variableSteps } from './acting-steps';
import { commandsAt, commandsNamed, type StepCommand } from './commands';
import { copiedSecrets } from './copied-secrets';
import { runMounts } from './run-mounts';
import { secretFilesMade } from './secret-files-made';
import { readsIt, secretUses } from './secret-uses';
import { indexOfStep, lineage, type Stage, type Step } from './stages';
import { assignmentsOf } from './variables';

export interface UnmountedSecret {
  readonly at: StepCommand;
  /** The word that asks for it. */
  readonly word?: ShellWord;
  /** The variable and the step that gives it; undefined for a key of SSH. */
  readonly variable?: { readonly name: string; readonly step: Step };
}

export function* unmountedSecrets(stage: Stage): Iterable<UnmountedSecret> {
  for (const { index, step } of variableSteps(stage)) {
    for (const { name } of assignmentsOf(step.instruction)) {
      const reader = isSecretName(name.text) ? readerOf(name.text) : undefined;
      if (!reader) continue;
      for (const use of secretUses(stage, index, name.text)) {
        const at = commandsAt(stage, indexOfStep(stage, use)).find(({ command }) => readsIt(reader, command));
        if (at && use.instruction.name === 'RUN') yield { at, variable: { name: name.text, step } };
      }
    }
  }
  for (const at of commandsNamed(stage, ['git'])) {
    const word = at.instruction.name === 'RUN' ? addressOverSsh(at.command) : undefined;
    if (word && !hasKey(stage, at)) yield { at, word };
  }
}

/** `git clone git@host:path`, `ssh://git@host/path`. */
function addressOverSsh(command: ShellCommand): ShellWord | undefined {
  const { subcommand, args } = gitCommand(command);
  if (!/^(?:clone|fetch|pull|ls-remote|submodule)$/.test(subcommand ?? '')) return undefined;
  return args.find(({ text }) => /^["']?(?:ssh:\/\/|git@[\w.-]+:)/.test(text));
}

/** The step mounts one, or a step above it has brought one: that is for another rule to say. */
function hasKey(stage: Stage, { index, step }: StepCommand): boolean {
  if (runMounts(stage, index).some(({ type }) => type === 'ssh' || type === 'secret' || type === 'bind')) return true;
  if (/\.ssh|ssh_config|IdentityFile|GIT_SSH|ssh-add|insteadOf/i.test(step.instruction.text)) return true;
  return isGivenKey(stage);
}

const isGivenKey = once((stage: Stage): boolean => lineage(stage).some(bringsKey));

const bringsKey = (stage: Stage): boolean =>
  copiedSecrets(stage).some(({ file }) => file.kind === 'key') ||
  secretFilesMade(stage).some(({ file }) => file.kind === 'key') ||
  stage.steps.some(({ instruction }) => /\.ssh\b|ssh_config|IdentityFile|GIT_SSH|insteadOf/i.test(instruction.text));
