// Files with secrets that RUN writes, known by their paths, and keys that it makes; those that it deletes again are none.

import { type SecretFile, secretFileOf } from '../secrets/secret-files';
import type { ShellWord } from '../shell/command';
import { filesMade } from '../shell/files-made';
import { MAKES_KEYS, makesPrivateKey } from '../shell/keys-made';
import { once } from '../text/once';
import { runSteps } from './acting-steps';
import { commandsAt, commandsNamed, type StepCommand } from './commands';
import { removesInStep } from './removals';
import { runMounts } from './run-mounts';
import { scriptTextOf } from './script-text';
import type { Stage } from './stages';
import { someText } from './syntax';

export interface SecretFileMade {
  readonly at: StepCommand;
  readonly word: ShellWord;
  readonly path: string;
  readonly file: SecretFile;
}

/** Asked first: what the name of such a file holds. */
const MAY_NAME =
  /\.ssh|id_|key|\.pem|netrc|npmrc|pypirc|credential|kube|\.aws|\.env|secret|pgpass|config\.json|htpasswd|shadow|\.p12|\.pfx|\.jks|\.my\.cnf|\.s3cfg|\.boto|vault/i;

export const secretFilesMade = once((stage: Stage): readonly SecretFileMade[] =>
  runSteps(stage).flatMap(({ index, step, instruction }) =>
    someText(instruction.text, step.instruction.heredocs, (text) => MAY_NAME.test(text)) ? madeAt(stage, index) : [],
  ),
);

function madeAt(stage: Stage, index: number): SecretFileMade[] {
  const made: SecretFileMade[] = [];
  for (const at of commandsAt(stage, index)) {
    for (const word of filesMade(at.command)) {
      const path = scriptTextOf(stage, at)(word);
      const file = secretFileOf(path.replace(/\$\{?\w+\}?/g, 'x'));
      if (file && remains(stage, at, word, path)) made.push({ at, word, path, file });
    }
  }
  return made;
}

/** The step neither deletes it again nor writes it to a mount. */
function remains(stage: Stage, at: StepCommand, word: ShellWord, path: string): boolean {
  if (/^\/(?:dev|proc|sys)\//.test(path)) return false;
  const inMount = runMounts(stage, at.index).some(
    (mount) => mount.path !== undefined && `${path}/`.startsWith(`${mount.path}/`),
  );
  if (inMount) return false;
  return !removesInStep(stage, at.index, path, word.text);
}

/** Commands that make a private key which stays when the step ends. */
export const keysMade = once((stage: Stage): readonly StepCommand[] =>
  commandsNamed(stage, MAKES_KEYS).filter(
    (at) =>
      at.instruction.name === 'RUN' &&
      makesPrivateKey(at.command) &&
      filesMade(at.command).every((word) => remains(stage, at, word, word.value ?? word.text)),
  ),
);
