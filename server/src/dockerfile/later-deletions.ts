// Files with secrets that one step writes and a later one deletes: the layer between keeps them.
import { secretFileOf } from '../secrets/secret-files';
import type { ShellWord } from '../shell/command';
import { covers, REMOVES_FILES, removedFiles, samePath } from '../shell/removed-files';
import { keepsSecret, SECRET_KEEPERS, takesBack } from '../shell/secret-settings';
import { once } from '../text/once';
import { commandsNamed, type StepCommand } from './commands';
import { copiedSecrets } from './copied-secrets';
import { copiesOf } from './copies';
import { leakedSecrets } from './leaked-secrets';
import { secretFilesMade } from './secret-files-made';
import { lineage, type Stage } from './stages';
import type { Instruction } from './syntax';
import { pathAt } from './workdir';

export interface LaterDeletion {
  readonly at: StepCommand;
  /** What is deleted; undefined where a program takes a setting or a login back. */
  readonly word?: ShellWord;
  /** Where it was written: a step of the stage, or of one that it is built on. */
  readonly stage: Stage;
  readonly index: number;
}

interface Written {
  readonly path: string;
  readonly stage: Stage;
  readonly index: number;
}

/** More than a person writes: what is beyond is not looked at. */
const MAX_WRITTEN = 100;

export const laterDeletions = once((stage: Stage): readonly LaterDeletion[] => {
  const removals = commandsNamed(stage, REMOVES_FILES).filter(
    ({ instruction, command }) => instruction.name === 'RUN' && command.program !== 'trap',
  );
  const settings = settingsKept(stage);
  if (removals.length === 0 && settings.length === 0) return [];
  const written = removals.length === 0 ? [] : spelt(lineage(stage).flatMap(writtenIn).slice(0, MAX_WRITTEN));
  const found: LaterDeletion[] = [];
  for (const at of removals) {
    for (const word of removedFiles(at.command)) {
      const before = written.find((each) => isBefore(each, stage, at.index) && matches(stage, at, word, each));
      const from = before ?? contextCopy(stage, at, word);
      if (from) found.push({ at, word, stage: from.stage, index: from.index });
    }
  }
  for (const { kept, by } of settings) found.push({ at: by, stage, index: kept.index });
  return found;
});

const spelt = (written: readonly Written[]): Written[] =>
  written.flatMap((each) => {
    const path = samePath(each.path);
    return path === '' ? [] : [{ ...each, path }];
  });

const isBefore = (written: Written, stage: Stage, index: number): boolean =>
  written.stage !== stage || written.index < index;

const writtenIn = once((stage: Stage): readonly Written[] => [
  ...copiedSecrets(stage).flatMap(({ copy, path, name }) =>
    path === undefined ? [] : [{ path: path || name, stage, index: copy.index }],
  ),
  ...secretFilesMade(stage).flatMap(({ at, path, file }) =>
    file.kind === 'settings' && !holdsLogin(at) ? [] : [{ path, stage, index: at.index }],
  ),
  ...leakedSecrets(stage).flatMap(({ sink, index }) =>
    sink.kind === 'file' ? [{ path: sink.path.value ?? sink.path.text, stage, index }] : [],
  ),
  ...keptIn(stage).flatMap(({ at, path }) => (path === undefined ? [] : [{ path, stage, index: at.index }])),
]);

const LOGIN = /_auth|token|passw|secret|login|credential/i;
const namesLogin = once(({ text }: Instruction): boolean => LOGIN.test(text));
const holdsLogin = ({ step: { instruction } }: StepCommand): boolean =>
  namesLogin(instruction) || instruction.heredocs.some(({ content }) => LOGIN.test(content));

/** Both as they are spelt alike: see `samePath`. */
function matches(stage: Stage, at: StepCommand, word: ShellWord, { path }: Written): boolean {
  if (covers(word, path)) return true;
  const text = samePath(word.value ?? word.text).replace(/^~/, '/root');
  if (text === '' || text.includes('*')) return false;
  const file = path.replace(/^~/, '/root');
  const isElsewhere = !/^[/$]/.test(file) || /\bcd\s/.test(at.step.instruction.text);
  if (isElsewhere && !text.includes('/')) return file.endsWith(`/${text}`) || file === text;
  const resolved = pathAt(stage, at.index, text);
  return resolved !== undefined && resolved !== '/' && `${file}/`.startsWith(`${resolved}/`);
}

/** A file with a secret's name that only a copy of a whole folder can have brought. */
function contextCopy(stage: Stage, at: StepCommand, word: ShellWord): Written | undefined {
  const text = word.value;
  const file = text === undefined ? undefined : secretFileOf(text);
  if (!file || text === undefined) return undefined;
  const path = pathAt(stage, at.index, text.replace(/^~(?=\/)/, '/root'));
  if (path === undefined || /^\/(?:etc|var|usr|run|tmp)\//.test(path)) return undefined;
  if (madeInStep(stage, at, path)) return undefined;
  const copy = copiesOf(stage)
    .slice(0, MAX_WRITTEN)
    .find(
      (each) =>
        each.index < at.index &&
        !each.from &&
        each.path !== undefined &&
        each.sourceTexts.some((source) => source !== undefined && /^(?:\.{0,2}\/?|\*|.*\/)$/.test(source)) &&
        `${path}/`.startsWith(each.path === '/' ? '/' : `${each.path}/`),
    );
  return copy && { path, stage, index: copy.index };
}

/** The same step wrote what it deletes. */
const madeInStep = (stage: Stage, at: StepCommand, path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const text = stage.steps[at.index]?.instruction.text ?? '';
  return text.indexOf(name) !== text.lastIndexOf(name);
};

/** Settings with a secret, and the file that they are in, where it is known. */
function keptIn(stage: Stage): { at: StepCommand; path?: string }[] {
  return commandsNamed(stage, SECRET_KEEPERS).flatMap((at) => {
    if (at.instruction.name !== 'RUN' || !namesLogin(at.step.instruction)) return [];
    const what = keepsSecret(at.command, (word) => LOGIN.test(word.text), false);
    if (what === undefined) return [];
    const path = what === '.git/config' ? cloneSettings(at) : what.startsWith('.') ? `~/${what}` : undefined;
    return [{ at, path: what === 'the login of a registry' ? '~/.docker/config.json' : path }];
  });
}

function cloneSettings({ command }: StepCommand): string | undefined {
  const operands = command.args.flatMap(({ value, text }) => ((value ?? text).startsWith('-') ? [] : [value ?? text]));
  const last = operands.at(-1);
  if (operands[0] !== 'clone' || last === undefined) return undefined;
  return `${
    operands.length > 2
      ? last
      : samePath(last)
          .replace(/^.*\//, '')
          .replace(/\.git$/, '')
  }/.git/config`;
}

/** Logins and settings that a later step takes back. */
function settingsKept(stage: Stage): { kept: StepCommand; by: StepCommand }[] {
  const kept = keptIn(stage).slice(0, MAX_WRITTEN);
  if (kept.length === 0) return [];
  const programs = new Set(kept.flatMap(({ at }) => at.command.program ?? []));
  const later = commandsNamed(stage, programs).filter(({ instruction }) => instruction.name === 'RUN');
  return later.flatMap((by) => {
    const first = kept.find(
      ({ at }) => at.index < by.index && at.command !== by.command && takesBack(by.command, at.command),
    );
    const again = kept.some(({ at }) => at.command === by.command);
    const isAboutIt =
      !/^(?:config|c|set)$/.test(by.command.args[0]?.value ?? '') ||
      LOGIN.test(by.command.args.map(({ text }) => text).join(' '));
    return first && !again && isAboutIt ? [{ kept: first.at, by }] : [];
  });
}
