// Where SSH is told not to check host keys: options, variables, configuration files; and where keys are asked of the network.
import { publishedHostKeys } from '../shell/known-hosts';
import type { TextEdit } from '../text/edit';
import { type Range, shiftRange } from '../text/range';
import { commandsNamed, rangeOfPart, type StepCommand } from './commands';
import { placeInBody } from './heredoc-place';
import { rangeOfWord, type Stage, type Step } from './stages';
import { actingInstruction } from './syntax';

export interface HostKeyWeakness {
  readonly range: Range;
  readonly shown: string;
  readonly kind: 'off' | 'new' | 'scan';
  readonly keyword: string;
  readonly title: string;
  readonly edits?: readonly TextEdit[];
}

/** Asked first. */
const MAY_HOLD = /host_?key_?checking|UserKnownHostsFile|GlobalKnownHostsFile/i;
const OFF =
  /(?<option>-o\s*["']?|\\[nt]|\b)(?:StrictHostKeyChecking(?:\s*=\s*|\s+|=)["']?(?<value>no|off|false|accept-new)\b|(?:User|Global)KnownHostsFile(?:\s*=\s*|\s+)["']?\/dev\/null\b|ANSIBLE_HOST_KEY_CHECKING(?:\s*=\s*|\s+)["']?(?:false|no|0)\b|host_key_checking\s*=\s*(?:false|no|0)\b)/gi;
const IN_STEPS: ReadonlySet<string> = new Set(['RUN', 'ENV', 'ARG', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT']);

export function* hostKeyChecksOff(stage: Stage): Iterable<HostKeyWeakness> {
  for (const step of stage.steps) {
    const { name, text } = actingInstruction(step);
    if (!IN_STEPS.has(name)) continue;
    if (MAY_HOLD.test(text)) yield* inText(text, name, (part) => rangeOfWord(step, part), step);
    for (const heredoc of step.instruction.heredocs) {
      if (!MAY_HOLD.test(heredoc.content)) continue;
      const place = placeInBody(heredoc);
      yield* inText(heredoc.content, name, (part) => shiftRange(place(part), step.line), step);
    }
  }
  for (const at of commandsNamed(stage, ['ssh-keyscan'])) if (at.instruction.name === 'RUN') yield scanned(at);
}

function* inText(
  text: string,
  keyword: string,
  place: (part: { start: number; end: number }) => Range,
  step: Step,
): Iterable<HostKeyWeakness> {
  // Taking out one of the two leaves the check off.
  const isTwofold = /KnownHostsFile(?:\s*=\s*|\s+)["']?\/dev\/null/i.test(text);
  let last = -1;
  for (const found of text.matchAll(OFF)) {
    const { index } = found;
    const [whole] = found;
    const value = found.groups?.value?.toLowerCase();
    if (isReplaced(text, index, index + whole.length) || isCommented(text, index)) continue;
    // The file that knows no host comes with the option that asks for none: one finding for both.
    if (/KnownHostsFile/i.test(whole) && last >= 0 && index - last < 200) continue;
    if (
      /KnownHostsFile/i.test(whole) &&
      /StrictHostKeyChecking(?:\s*=\s*|\s+)["']?(?:no|off|accept-new)/i.test(text.slice(index, index + 200))
    )
      continue;
    last = index;
    const start = index + (found.groups?.option?.length ?? 0);
    const shown = text
      .slice(start, index + whole.length)
      .replace(/\s+/g, ' ')
      .replace(/["']/g, '');
    yield {
      range: place({ start, end: index + whole.length }),
      shown,
      kind: value === 'accept-new' ? 'new' : 'off',
      keyword: step.instruction.trigger ? 'ONBUILD' : keyword,
      title: `Take '${shown}' out; the host's key must be in known_hosts`,
      edits: isTwofold ? undefined : optionEdit(text, index, whole, place, value),
    };
  }
}

/** `sed s/StrictHostKeyChecking no/…/`: what is taken out. */
const isReplaced = (text: string, start: number, end: number): boolean =>
  /\bs(?<d>[/|#,])[^/|#,]*$/.test(text.slice(Math.max(0, start - 60), start)) &&
  /^[^/|#,\n]*[/|#,][^\n]{0,40}(?:ask|yes)/i.test(text.slice(end, end + 80));

const isCommented = (text: string, at: number): boolean =>
  /(?:^|\n)[ \t]*#[^\n]*$/.test(text.slice(Math.max(0, at - 200), at));

/** The option with its dash, where it stands alone between spaces. */
function optionEdit(
  text: string,
  start: number,
  whole: string,
  place: (part: { start: number; end: number }) => Range,
  value: string | undefined,
): TextEdit[] | undefined {
  if (value === undefined || !/^-o\s*Strict/i.test(whole) || !/\s/.test(text.charAt(start - 1))) return undefined;
  const end = start + whole.length;
  const behind = text.charAt(end);
  if (behind !== '' && !/[\s"']/.test(behind)) return undefined;
  const range = place({ start: start - 1, end });
  return range.start.line === range.end.line ? [{ range, newText: '' }] : undefined;
}

function scanned(at: StepCommand): HostKeyWeakness {
  const { args, name } = at.command;
  const keys = publishedHostKeys(args);
  const replaces = keys !== undefined && !at.instruction.json && at.command.wrappers.length === 0 && name;
  const range = replaces ? at.rangeOf({ start: name.start, end: args.at(-1)?.end ?? name.end }) : undefined;
  const host = args.at(-1)?.value ?? '';
  return {
    range: rangeOfPart(at, name ?? at.command),
    shown: `ssh-keyscan ${host}`.trim().slice(0, 40),
    kind: 'scan',
    keyword: at.step.instruction.name,
    title: `Write the keys that ${host} publishes`,
    edits:
      range && range.start.line === range.end.line
        ? [{ range, newText: `printf '%s\\n' ${(keys ?? []).map((key) => `'${key}'`).join(' ')}` }]
        : undefined,
  };
}
