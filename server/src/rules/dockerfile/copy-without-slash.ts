// COPY of several sources to what does not look like a folder.
import { copiesOf } from '../../dockerfile/copies';
import { expandWord } from '../../dockerfile/expand';
import { rangeOfWord } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'copy-without-slash',
  title: 'Several sources, and no folder to copy them to',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['COPY', 'ADD'],
  references: [{ hadolint: 'DL3021' }, { trivy: 'DS-0011' }, { kics: '6db6e0c2-32a3-4a2e-93b5-72c35f4119db' }],
  docs: {
    why: 'Several sources need a folder. Without a slash at its end the target may be a file: some builders refuse that, with others each source overwrites the one before.',
    bad: 'FROM node:24.4-alpine\nCOPY package.json package-lock.json /app\nUSER node\n',
    good: 'FROM node:24.4-alpine\nCOPY package.json package-lock.json /app/\nUSER node\n',
    limits: 'Nothing is said where a variable without a value decides.',
  },
  *stage(stage) {
    for (const { step, index, instruction, sources, target } of copiesOf(stage)) {
      if (sources.length < 2 || HISTORY.test(sources[0]?.text ?? '')) continue;
      const path = expandWord(target.text, stage.globals.escape, stage.variables.at(index))?.text;
      if (path === undefined || path === '' || /(?:^|\/)\.{1,2}$|[/\\]$/.test(path)) continue;
      const isPlain = target.text === path && target.end - target.start === path.length + (instruction.json ? 2 : 0);
      const end = target.end - (instruction.json ? 1 : 0);
      yield {
        range: rangeOfWord(step, target),
        message: `'${path}' gets several files; write '${path}/', so that it is a folder`,
        fixes: editFix({
          title: `Write '${path}/'`,
          delta: { changes: [step.instruction.name] },
          edits: isPlain ? [{ range: rangeOfWord(step, { start: end, end }), newText: '/' }] : undefined,
        }),
      };
    }
  },
});

/** What `docker history` prints, pasted: `file:8b88… in /app`. */
const HISTORY = /^(?:file|dir|multi):[0-9a-f]{64}$/;
