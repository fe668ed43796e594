// Files that everyone in the container may write to.
import { commandsOf, type StepCommand } from '../../dockerfile/commands';
import { expandWord } from '../../dockerfile/expand';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { isWorldWritable, masksNothing, withOthersMasked, withoutOthersWrite } from '../../shell/file-mode';
import { modeSet } from '../../shell/modes-set';
import type { Range } from '../../text/range';

export default dockerfileRule({
  id: 'world-writable-mode',
  title: 'Files that everyone may write to',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cwe: 732 }, { sonar: 'S2612' }, { tally: 'world-writable-state-path-workaround' }],
  docs: {
    why: 'A file that everyone may write to can be changed by every process in the container, also by one that was taken over: a program or a script that root runs later then does what the attacker wrote into it. What the program has to write to belongs to its user: `COPY --chown=node:node`, `chown`, or a group that may write, as OpenShift asks for it (`chmod g=u`).',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nRUN chmod -R 777 /app\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nRUN chown -R node /app && chmod -R 755 /app && chmod 1777 /tmp\nUSER node\n',
    limits:
      'Read are chmod (also behind find and xargs), install -m, mkdir -m, umask and --chmod of COPY and ADD, with a mode that is written out or comes from a variable with a value. Sticky directories such as /tmp with 1777 and devices are left alone, and so is `chmod +w`, which umask limits.',
  },
  *stage(stage) {
    for (const command of commandsOf(stage)) {
      const report = command.instruction.name === 'RUN' && commandReport(command);
      if (report) yield report;
    }
    yield* copyReports(stage);
  },
});

const FLAG = '--chmod=';
const DEVICE = /^\/dev\/(?!shm)/;
const TEMPORARY = /^\/(?:tmp|var\/tmp|dev\/shm)\/?$/;

function commandReport(command: StepCommand): Report | undefined {
  const set = modeSet(command.command);
  const value = set && command.valueOf(set.word)?.text;
  if (!set || value === undefined) return undefined;
  const { word, skip, targets } = set;
  const mode = value.slice(skip);
  const isMask = set.program === 'umask';
  if (!(isMask ? masksNothing(mode) : isWorldWritable(mode))) return undefined;
  const every = (pattern: RegExp): boolean =>
    targets.length > 0 && targets.every((target) => pattern.test(target.value ?? ''));
  if (every(DEVICE)) return undefined;
  const fixed = isMask ? withOthersMasked(mode) : every(TEMPORARY) ? '1777' : withoutOthersWrite(mode);
  const isWritten = word.value !== undefined && (skip === 0 || word.text === word.value);
  const range = command.rangeOf({ start: word.start + (isWritten ? skip : 0), end: word.end });
  return report(range, isMask ? `umask ${mode}` : mode, isWritten ? fixed : undefined, command.step.instruction.name);
}

function* copyReports(stage: Stage): Iterable<Report> {
  for (const [index, step] of stage.steps.entries()) {
    const { name, flags } = actingInstruction(step);
    if (name !== 'COPY' && name !== 'ADD') continue;
    const flag = flags.find(({ text }) => text.startsWith(FLAG));
    if (!flag) continue;
    const written = flag.text.slice(FLAG.length);
    const mode = expandWord(written, stage.globals.escape, stage.variables.at(index))?.text;
    if (mode === undefined || !isWorldWritable(mode)) continue;
    const isPlain = mode === written && flag.end - flag.start === flag.text.length;
    const range = rangeOfWord(step, { start: isPlain ? flag.start + FLAG.length : flag.start, end: flag.end });
    yield report(range, `--chmod=${mode}`, isPlain ? withoutOthersWrite(mode) : undefined, step.instruction.name);
  }
}

function report(range: Range, shown: string, fixed: string | undefined, keyword: string): Report {
  const fix = (newText: string): Fix => ({
    title: newText.startsWith('1') ? `Set the sticky bit: '${newText}'` : `Take writing from others: '${newText}'`,
    safety: 'suggested',
    delta: { changes: [keyword] },
    edits: () => [{ edits: [{ range, newText }] }],
  });
  return {
    range,
    message: `'${shown}' lets everyone write; ${fixed === undefined ? 'give the files to the user that writes' : `write '${fixed}'`}`,
    fixes: fixed === undefined ? [] : [fix(fixed)],
  };
}
