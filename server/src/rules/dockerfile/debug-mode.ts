// Debugging that is left on in the image.
import { removeAssignment } from '../../dockerfile/assignment-edits';
import { commandsOf, rangeOfPart } from '../../dockerfile/commands';
import { type EnvironmentVariable, environmentOf } from '../../dockerfile/environment';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import { startOf } from '../../dockerfile/start';
import { assignmentsOf } from '../../dockerfile/variables';
import { editFix } from '../../rule/edit-fix';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { ShellWord } from '../../shell/command';

export default dockerfileRule({
  id: 'debug-mode',
  title: 'Debugging is on in the image',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cwe: 489 }, { cwe: 215 }, { sonar: 'S4507' }, { tally: 'php/no-xdebug-in-final-image' }],
  docs: {
    why: 'With debugging on, a program shows strangers what only its authors should see: stack traces, queries, the values of variables. Consoles in error pages, and debuggers that listen on a port, run what they are sent. Leave it off in the image, and switch it on where you develop: in `compose.override.yaml` or with `docker run --env`.',
    bad: 'FROM python:3.13.7-slim\nENV FLASK_DEBUG=1\nUSER 65532\nCMD ["flask", "run"]\n',
    good: 'FROM python:3.13.7-slim\nENV FLASK_DEBUG=0\nUSER 65532\nCMD ["flask", "run"]\n',
    limits:
      'Looked at is what the final image has in the end: variables whose name ends in DEBUG and that are on, ENV and ENVIRONMENT that say development, XDEBUG_MODE, and debuggers that everyone can reach, in CMD, ENTRYPOINT and the options of a runtime (`NODE_OPTIONS`, `JAVA_TOOL_OPTIONS`). Of a file that is for development only, silence it: `# hullwright ignore-file=debug-mode: for development`.',
  },
  *stage(stage) {
    if (!stage.isFinal) return;
    for (const [name, variable] of environmentOf(stage)) {
      const value = variable.value?.text;
      if (value === undefined) continue;
      const opened = OPTIONS.test(name) ? value.split(/\s+/).find((option) => DEBUGGER.test(option)) : undefined;
      if (opened !== undefined) {
        const { fixes = [], ...report } = variableReport(stage, name, value, variable);
        yield { ...report, ...debuggerOpened(opened), fixes: opened === value ? fixes : [] };
      }
      if (opened === undefined && isDebugging(name, value)) yield variableReport(stage, name, value, variable);
    }
    yield* debuggers(stage);
  },
});

/** Variables that a runtime or its start script takes options from: `NODE_OPTIONS`, `JAVA_TOOL_OPTIONS`, `JAVA_OPTS`. */
const OPTIONS = /^[A-Z_]*OPT(?:ION)?S$/i;
const DEVELOPMENT = /^dev(?:el(?:op(?:ment)?)?)?$/i;
const ON = /^(?:true|yes|on|1)$/i;

function isDebugging(name: string, value: string): boolean {
  if (/^(?:[A-Z_]*_)?XDEBUG_MODE$/i.test(name)) return value !== '' && !/^(?:off|coverage)$/i.test(value);
  if (/^[A-Z_]*DEBUG$/i.test(name)) return ON.test(value);
  return /^[A-Z_]*ENV(?:IRONMENT)?$/i.test(name) && DEVELOPMENT.test(value);
}

function variableReport(stage: Stage, name: string, value: string, { by, assignment }: EnvironmentVariable): Report {
  const message = `'${name}=${value}' switches debugging on in the image; leave it out, and set it where you develop`;
  const isOwn = by.stage === stage && !by.step.instruction.trigger;
  const [from] = stage.steps;
  if (isOwn || !from) {
    const fixes = fixOf(by.step, assignmentsOf(by.instruction).indexOf(assignment), name);
    return {
      range: rangeOfWord(by.step, { start: assignment.name.start, end: assignment.value?.end ?? assignment.name.end }),
      message,
      fixes,
    };
  }
  return { range: rangeOfWord(from, stage.image ?? from.instruction.keyword), message };
}

function fixOf(step: EnvironmentVariable['by']['step'], index: number, name: string): Fix[] {
  const { instruction } = step;
  const assignments = assignmentsOf(instruction);
  const isOnly = assignments.length === 1;
  return editFix({
    title: `Take '${name}' out`,
    delta: isOnly ? { removes: ['ENV'] } : { changes: ['ENV'] },
    edits: removeAssignment(step, assignments, index),
  });
}

/** A debugger that listens on all addresses. */
const DEBUGGER =
  /^--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::|$)|jdwp=.*address=(?:\*|0\.0\.0\.0):|^(?:-Xrunjdwp:).*address=(?:\*|0\.0\.0\.0)/;

function* debuggers(stage: Stage): Iterable<Report> {
  const start = startOf(stage);
  const last = new Set([start.entrypoint?.step, start.command?.step]);
  for (const at of commandsOf(stage)) {
    if (!last.has(at.step) || at.instruction.name === 'RUN') continue;
    const words = at.command.args;
    const found = words.find((word, i) => {
      const value = word.value ?? word.text;
      return DEBUGGER.test(value) || isOpenDebugpy(words, i, value) || isFlask(at.command.program, words, value);
    });
    if (found)
      yield {
        range: rangeOfPart(at, found),
        ...debuggerOpened(found.value ?? found.text),
      };
  }
}

const debuggerOpened = (option: string): Pick<Report, 'severity' | 'message'> => ({
  severity: 'warning',
  message: `'${option}' opens a debugger that runs what it is sent; leave it out of the image`,
});

/** `python -m debugpy --listen 0.0.0.0:5678`, `dlv --listen=:2345` */
const isOpenDebugpy = (words: readonly ShellWord[], index: number, value: string): boolean =>
  /^(?:--listen=)?(?:0\.0\.0\.0)?:\d+$/.test(value) &&
  (value.startsWith('--listen=') || words[index - 1]?.value === '--listen') &&
  words.some(({ value: other = '' }) => /debugpy|^--headless/.test(other));

const isFlask = (program: string | undefined, words: readonly ShellWord[], value: string): boolean =>
  value === '--debug' && (program === 'flask' || words.some(({ value: other }) => other === 'flask'));
