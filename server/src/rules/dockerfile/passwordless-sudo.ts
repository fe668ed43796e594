// sudoers that lets a user become root without a password.
import { commandsNamed, rangeOfPart } from '../../dockerfile/commands';
import { placeInBody } from '../../dockerfile/heredoc-place';
import type { Stage } from '../../dockerfile/stages';
import { rangeAt } from '../../dockerfile/syntax';
import { writtenFilesOf } from '../../dockerfile/written-files';
import { editFix } from '../../rule/edit-fix';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shownText } from '../../shell/written-files';
import { overlaps, type Range, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'passwordless-sudo',
  title: 'sudo without a password',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['sudoers', 'nopasswd', 'nopass', 'visudo', 'doas', 'authenticate'],
  references: [{ cwe: 250 }, { cwe: 269 }],
  docs: {
    why: 'A user that may run everything as root without a password is root by another name: USER protects nothing any more, and whoever takes the program over takes the container over. Steps of the build that need root stand between `USER root` and the next USER; what has to happen as root when the container starts is done by an entrypoint that goes on as another user, such as `setpriv` or `gosu` do.',
    bad: 'FROM debian:13.1-slim\nRUN useradd app && echo "app ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/app\nUSER app\n',
    good: 'FROM debian:13.1-slim\nRUN useradd app\nUSER app\n',
    limits:
      'Read is what RUN writes into the configuration of sudo and doas with echo, printf, tee, sed and heredocs, and what a heredoc of COPY holds; files that are copied in are not. Nothing is said of a rule for single commands. The quick fix asks for a password again: an account without one can then not use sudo.',
  },
  *stage(stage) {
    const marks = marksOf(stage);
    if (marks.length === 0) return;
    const byLine = new Map<number, Mark[]>();
    for (const mark of marks) {
      const { line } = mark.range.start;
      const known = byLine.get(line);
      if (known) known.push(mark);
      else byLine.set(line, [mark]);
    }
    for (const range of linesOf(stage)) {
      const { start, end } = range;
      const near = [...(byLine.get(start.line) ?? []), ...(end.line > start.line ? (byLine.get(end.line) ?? []) : [])];
      yield reportOf(near, range);
    }
  },
});

const CONFIGURATION = /(?:^|\/)(?:sudoers(?:\.d\/.*|\.\w+)?|doas(?:\.conf|\.d\/.*))$/;
/** For all commands: a list of single ones is another matter. */
const FREE = /^[^#]*\bNOPASSWD\s*:\s*(?:[A-Z_]+\s*:\s*)*ALL\b/;
const FREE_OTHERWISE = /^\s*permit\b(?!.*\bcmd\b).*\bnopass\b|^\s*Defaults\b.*!authenticate\b/;
const MARK = /\bNOPASSWD\s*:\s*|\s*\bnopass\b|!authenticate\b/dg;

interface Mark {
  readonly range: Range;
  readonly keyword: string;
  readonly text: string;
}

/** Where the words stand that spare the password. */
const marksOf = ({ steps }: Stage): Mark[] =>
  steps.flatMap((step) => {
    const { name: keyword, text, heredocs } = step.instruction;
    const marks = [...text.matchAll(MARK)].map((match) => ({
      range: rangeAt(step, match.index, match.index + match[0].length),
      keyword,
      text: match[0],
    }));
    for (const heredoc of heredocs) {
      for (const match of heredoc.content.matchAll(MARK)) {
        const part = { start: match.index, end: match.index + match[0].length };
        marks.push({ range: shiftRange(placeInBody(heredoc)(part), step.line), keyword, text: match[0] });
      }
    }
    return marks;
  });

function* linesOf(stage: Stage): Iterable<Range> {
  for (const { path, lines } of writtenFilesOf(stage)) {
    const isKnown = CONFIGURATION.test(path);
    for (const { text, range } of lines) if (FREE.test(text) || (isKnown && FREE_OTHERWISE.test(text))) yield range;
  }
  for (const at of commandsNamed(stage, ['visudo'])) {
    for (const { program, args } of at.command.inputs) {
      const [first, last] = [args[0], args.at(-1)];
      const isSaid = program === 'echo' || program === 'printf';
      if (isSaid && first && last && FREE.test(args.map(shownText).join(' ')))
        yield rangeOfPart(at, { start: first.start, end: last.end });
    }
  }
}

function reportOf(marks: readonly Mark[], range: Range): Report {
  const mark = marks.find((each) => overlaps(each.range, range));
  const isOneLine = mark?.range.start.line === mark?.range.end.line;
  return {
    range,
    message: 'makes a user root without a password, and USER worthless; run what needs root in a step of its own',
    fixes: editFix({
      title: 'Ask for the password',
      delta: { changes: [mark?.keyword ?? ''] },
      edits:
        mark && isOneLine
          ? [{ range: mark.range, newText: mark.text.startsWith('!') ? 'authenticate' : '' }]
          : undefined,
    }),
  };
}
