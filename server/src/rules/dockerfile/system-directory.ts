// WORKDIR and VOLUME on folders that belong to the kernel or to the system.
import { expandWord } from '../../dockerfile/expand';
import { removeEntry } from '../../dockerfile/list-edits';
import { isWindows } from '../../dockerfile/shell';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { actingInstruction, type Word } from '../../dockerfile/syntax';
import { normalPath } from '../../dockerfile/workdir';
import { editFix } from '../../rule/edit-fix';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'system-directory',
  title: 'WORKDIR or VOLUME on a folder of the system',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ trivy: 'DS-0030' }, { dockle: 'DKL-DI-0002' }, { cwe: 668 }],
  docs: {
    why: 'The folders /proc, /sys and /dev belong to the kernel: what is written there is lost, fails, or changes the system, and a working directory such as `/proc/self/fd/8` is how a container reaches files of the host through a flaw of the engine (CVE-2024-21626). A volume over one of them, or over /etc or /usr, hides what the system needs. A program works in a folder of its own, such as /app.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /proc/self/fd/8\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nVOLUME /var/lib/app\nUSER node\n',
    limits:
      'WORKDIR: /proc, /sys, /dev, /boot, /initrd and /lost+found, and everything below. VOLUME: these, and /, /bin, /etc, /lib, /sbin and /usr themselves, not what is below. Nothing is said where a variable without a value decides.',
  },
  *stage(stage) {
    if (isWindows(stage)) return;
    for (const [index, step] of stage.steps.entries()) {
      const { name, args } = actingInstruction(step);
      if (name !== 'WORKDIR' && name !== 'VOLUME') continue;
      for (const [i, word] of args.entries()) {
        const path = expandWord(word.text, stage.globals.escape, stage.variables.at(index))?.text;
        if (path?.startsWith('/')) yield* name === 'WORKDIR' ? workdir(step, word, path) : volume(step, args, i, path);
      }
    }
  },
});

const KERNEL = /^\/(?:proc|sys|dev|boot|initrd|lost\+found)(?:\/|$)/;
const SYSTEM = /^\/(?:|bin|etc|lib|lib32|lib64|sbin|usr|usr\/bin|usr\/lib|usr\/sbin)$/;

function* workdir(step: Step, word: Word, path: string): Iterable<Report> {
  if (!KERNEL.test(normalPath(path))) return;
  const range = rangeOfWord(step, word);
  yield {
    range,
    message: `'${path}' belongs to the kernel; work in a folder of your own, such as '/app'`,
    fixes: editFix({
      title: "Work in '/app'",
      delta: { changes: [step.instruction.name] },
      edits: [{ range, newText: '/app' }],
    }),
  };
}

function* volume(step: Step, args: readonly Word[], index: number, path: string): Iterable<Report> {
  const normal = normalPath(path);
  const word = args[index];
  if (!word || (!SYSTEM.test(normal) && (!KERNEL.test(normal) || normal.startsWith('/dev/shm')))) return;
  const keyword = step.instruction.name;
  yield {
    range: rangeOfWord(step, word),
    message: `a volume over '${path}' hides what the system needs; take it out`,
    fixes: editFix({
      title: `Take '${path}' out`,
      delta: args.length === 1 ? { removes: [keyword] } : { changes: [keyword] },
      edits: removeEntry(step, index),
    }),
  };
}
