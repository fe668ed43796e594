// The scripts of RUN, each with the shell that runs it: the one of its first line, the one it is fed to, SHELL, or the image's.
import type { ImageFacts } from '../image/facts';
import { isShell } from '../shell/nested';
import { type PlacedScript, scriptsOf } from './scripts';
import { isPosixShell, shellAt } from './shell';
import type { Stage, Step } from './stages';
import { actingInstruction, type Heredoc, type Instruction, someText } from './syntax';
import { baseFact } from './users';

export interface RunScript extends PlacedScript {
  readonly step: Step;
  readonly index: number;
  readonly instruction: Instruction;
  /** The words that call the shell. Undefined for the shell of the image, and for exec form. */
  readonly shell?: readonly string[];
}

/** Of the RUNs whose text may hold what is looked for: the others need not be read. */
export function* runScripts(stage: Stage, mayHold: (text: string) => boolean): Iterable<RunScript> {
  for (let index = 0; index < stage.steps.length; index++) {
    const step = stage.steps[index];
    if (!step) continue;
    const instruction = actingInstruction(step);
    const { name, text, json } = instruction;
    if (name !== 'RUN' || !someText(text, step.instruction.heredocs, mayHold)) continue;
    if (!json && !isPosixShell(stage, index)) continue;
    const [line, ...bodies] = scriptsOf(step.instruction);
    if (!line) continue;
    const outer = json ? undefined : shellAt(stage, index);
    yield { ...line, step, index, instruction, shell: outer };
    for (const placed of bodies) yield { ...placed, step, index, instruction, shell: bodyShell(placed, line, outer) };
  }
}

function bodyShell({ body }: PlacedScript, line: PlacedScript, outer: RunScript['shell']): RunScript['shell'] {
  const own = body && shebang(body);
  if (own) return own;
  const [reader] = line.script.commands;
  if (!reader?.program) return outer;
  return [reader.program, ...reader.args.map(({ value = '' }) => value)];
}

/** The words behind `#!`, without `/usr/bin/env`. */
export function shebang({ content }: Heredoc): readonly string[] | undefined {
  const words = /^#![ \t]*(.+)/.exec(content)?.[1]?.trim().split(/\s+/);
  return words && /(?:^|\/)env$/.test(words[0] ?? '') ? words.slice(words[1] === '-S' ? 2 : 1) : words;
}

/** The shell's name, as far as it is known; of the image's own shell by what is known of the image. */
export function shellName({ shell }: Pick<RunScript, 'shell'>, stage: Stage, images: ImageFacts): string | undefined {
  const name = shell?.[0]?.split('/').at(-1)?.toLowerCase();
  if (name !== undefined && name !== 'sh') return isShell(name) ? name : undefined;
  switch (baseFact(stage, images)?.distribution) {
    case 'alpine':
    case 'busybox':
    case 'wolfi':
      return 'ash';
    case 'debian':
    case 'ubuntu':
      return 'dash';
    case 'rhel':
      return 'bash';
    default:
      return undefined;
  }
}
