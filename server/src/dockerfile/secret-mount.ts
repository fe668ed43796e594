// A secret that a build needs, given to the RUNs that use it as a secret mount: it leaves nothing in the image.
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import { commandsNamed } from './commands';
import { type LeakedSecret, leaksOfVariable } from './leaked-secrets';
import { unexpanded } from './npm-token';
import { indexOfStep, rangeOfWord, type Stage, type Step } from './stages';

const NODE = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn'];

/**
 * The edits that mount a secret under the variable's name. Undefined where it is used otherwise, or not at all, and where a RUN
 * would leave the value behind. What goes into `.npmrc` becomes the variable's name, which npm reads the value of.
 */
export function secretMounts(stage: Stage, name: string, uses: readonly Step[]): TextEdit[] | undefined {
  if (uses.length === 0 || !/^\w+$/.test(name)) return undefined;
  if (uses.some(({ instruction }) => instruction.name !== 'RUN')) return undefined;
  const leaks = uses.flatMap((use) => leaksOfVariable(stage, indexOfStep(stage, use), name));
  const edits: TextEdit[] = [];
  for (const leak of leaks) {
    const own = isNpmSetting(leak) ? unexpanded(leak.at, name) : undefined;
    if (!own) return undefined;
    edits.push(...own);
  }
  const runs = new Set(uses);
  const first = leaks[0]?.index;
  if (first !== undefined) {
    for (const { step, index, instruction } of commandsNamed(stage, NODE))
      if (index > first && instruction.name === 'RUN' && step.instruction === instruction) runs.add(step);
  }
  return [...[...runs].map((run) => mountInto(run, name)), ...edits];
}

function mountInto(run: Step, name: string): TextEdit {
  const { end } = rangeOfWord(run, run.instruction.keyword);
  const newText = ` --mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return { range: rangeOf(end.line, end.character, end.line, end.character), newText };
}

function isNpmSetting({ sink }: LeakedSecret): boolean {
  if (sink.kind === 'settings') return sink.what === '.npmrc' && /^(?:p?npm|yarn)$/.test(sink.command.program ?? '');
  return (
    sink.kind === 'file' &&
    /(?:^|\/)\.npmrc$/.test(sink.path.value ?? sink.path.text) &&
    /^(?:echo|printf)$/.test(sink.command.program ?? '')
  );
}
