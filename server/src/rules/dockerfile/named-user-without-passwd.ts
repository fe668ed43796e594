// A user or group by name in an image that has no list of names.
import { copiesOf } from '../../dockerfile/copies';
import { expandWord } from '../../dockerfile/expand';
import { lineage, rangeOfWord, rootBase, type Stage, type Step } from '../../dockerfile/stages';
import { actingInstruction, type Word } from '../../dockerfile/syntax';
import { flagValues } from '../../dockerfile/validate/flags';
import { editFix } from '../../rule/edit-fix';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'named-user-without-passwd',
  title: 'A user by name, and no /etc/passwd',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['scratch'],
  supersedes: ['non-numeric-user'],
  references: [{ tally: 'named-identity-in-passwdless-stage' }],
  docs: {
    why: 'An image that is built on `scratch` has no `/etc/passwd` and no `/etc/group`: no name means anything there. The container does not start, or the build fails at `--chown`, and the quickest repair is to run as root. A number needs no list: `USER 65532:65532`.',
    bad: 'FROM scratch\nCOPY server /server\nUSER app\nENTRYPOINT ["/server"]\n',
    good: 'FROM scratch\nCOPY server /server\nUSER 65532:65532\nENTRYPOINT ["/server"]\n',
    limits:
      'Nothing is said of a stage that /etc/passwd is copied into, or anything that may bring it: a file system, a folder /etc, an archive that ADD unpacks.',
  },
  *stage(stage) {
    if (rootBase(stage).kind !== 'scratch') return;
    if (lineage(stage).some((ancestor) => mayHaveNames(ancestor))) return;
    for (const [index, step] of stage.steps.entries()) {
      const instruction = actingInstruction(step);
      const isUser = instruction.name === 'USER';
      if (!isUser && instruction.name !== 'COPY' && instruction.name !== 'ADD') continue;
      const word = isUser ? instruction.args[0] : flagValues(instruction, 'chown')[0];
      const value = word && expandWord(word.text, stage.globals.escape, stage.variables.at(index))?.text;
      if (word && value !== undefined && namesSomebody(value)) yield reportOf(step, word, value, isUser);
    }
  },
});

/** RUN and SHELL in an image from scratch mean that a system was brought in. */
const mayHaveNames = (stage: Stage): boolean =>
  stage.steps.some(({ instruction: { name } }) => name === 'RUN' || name === 'SHELL') ||
  copiesOf(stage).some(({ path, from, sourceTexts, instruction }) => {
    if (path === undefined) return true;
    if (/^\/etc(?:\/(?:passwd|group)?)?$/.test(path)) return true;
    if (path !== '/') return false;
    const isArchive = instruction.name === 'ADD';
    return isArchive || sourceTexts.some((text) => text === undefined || !isOneFile(text, from !== undefined));
  });

/** What is copied to the root is a file, not a tree that may hold /etc. */
const isOneFile = (text: string, isFromStage: boolean): boolean =>
  isFromStage ? /[^/]\/[^/]+$/.test(text) && !/rootfs|root|fs$|\*/.test(text) : !/^\.?\/?$|\*|rootfs|\/$/.test(text);

const namesSomebody = (value: string): boolean =>
  value.split(':').some((part) => part !== '' && part !== 'root' && !/^\d+$/.test(part)) && /^[\w.:-]+$/.test(value);

function reportOf(step: Step, word: Word, value: string, isUser: boolean): Report {
  const isPlain = word.text === value;
  const start = word.end - value.length;
  const number = value
    .split(':')
    .map((part) => (/^\d*$/.test(part) ? part : '65532'))
    .join(':');
  return {
    range: rangeOfWord(step, isPlain ? { start, end: word.end } : word),
    message: `'${value}' is a name, and the image has no /etc/passwd; write '${number}', or another number`,
    fixes: editFix({
      title: isUser ? `Run as '${number}'` : `Give it to '${number}'`,
      delta: { changes: [step.instruction.name] },
      edits: isPlain ? [{ range: rangeOfWord(step, { start, end: word.end }), newText: number }] : undefined,
    }),
  };
}
