// What listens on a port of a service that is built, where its Dockerfile tells: an administration that its base is known for, or
// a debugger that it opens.
import { environmentOf } from '../dockerfile/environment';
import type { Setting } from '../dockerfile/settings';
import { rangeOfWord, rootBase } from '../dockerfile/stages';
import { startOf } from '../dockerfile/start';
import { type Range, shiftRange } from '../text/range';
import { adminPort } from './admin-ports';
import type { BuiltFrom } from './built-from';
import type { Service } from './model';
import { commandOf, entrypointOf } from './words';

export interface Listener {
  /** In words. */
  readonly what: string;
  /** In the Dockerfile. */
  readonly range: Range;
}

export function listenerOn(target: string, service: Service, { file, placed }: BuiltFrom): Listener | undefined {
  const { stage } = placed;
  const base = rootBase(stage);
  const administration = base.kind === 'image' ? adminPort(base.reference.name, target) : undefined;
  const [from] = stage.steps;
  if (administration !== undefined && from) {
    const range = shiftRange(rangeOfWord(from, stage.image ?? from.instruction.keyword), placed.line);
    return { what: administration, range };
  }
  const { entrypoint, command } = startOf(stage);
  const isReplaced = entrypointOf(service) !== undefined;
  const starts = [isReplaced ? undefined : entrypoint, isReplaced || commandOf(service) ? undefined : command];
  const options = [...environmentOf(stage)].flatMap(([name, { by, value }]) =>
    OPTIONS.test(name) && value ? [{ by, text: value.text.slice(0, MAX_LENGTH) }] : [],
  );
  const texts = [...starts.flatMap((by) => (by ? [{ by, text: wordsOf(by) }] : [])), ...options];
  const found = texts.find(({ text }) => debuggerPort(text) === target);
  if (!found) return undefined;
  const { step, stage: own } = found.by;
  const line = file.stages.find((each) => each.stage === own)?.line ?? 0;
  return { what: 'a debugger', range: shiftRange(rangeOfWord(step, step.instruction.keyword), line) };
}

/** Variables that a runtime takes options from: `NODE_OPTIONS`, `JAVA_TOOL_OPTIONS`, `JAVA_OPTS`. */
const OPTIONS = /^[A-Z_]*OPT(?:ION)?S$/;

/** Nobody writes a longer start by hand. */
const MAX_LENGTH = 2_000;
const wordsOf = ({ instruction }: Setting): string =>
  instruction.args
    .map(({ text }) => text)
    .join(' ')
    .slice(0, MAX_LENGTH);

const DEBUGGERS: readonly (readonly [pattern: RegExp, otherwise: string])[] = [
  [/--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::(\d+))?(?=["'\s,]|$)/, '9229'],
  [/jdwp=\S*address=(?:\*|0\.0\.0\.0):(\d+)/, ''],
  [/debugpy\s(?:\S+\s)*?--listen\s+0\.0\.0\.0:(\d+)/, ''],
  [/\bdlv\s(?:\S+\s)*?--listen[=\s](?:0\.0\.0\.0)?:(\d+)/, ''],
];

/** Of one that everybody who reaches the port may use. */
function debuggerPort(text: string): string | undefined {
  for (const [pattern, otherwise] of DEBUGGERS) {
    const found = pattern.exec(text);
    if (found) return found[1] ?? otherwise;
  }
  return undefined;
}
