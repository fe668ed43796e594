// MAINTAINER, which is deprecated.
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import type { Word } from '../../dockerfile/syntax';
import { editFix } from '../../rule/edit-fix';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'maintainer-instruction',
  title: 'MAINTAINER is deprecated',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['MAINTAINER'],
  tag: 'deprecated',
  references: [
    { hadolint: 'DL4000' },
    { buildkit: 'MaintainerDeprecated' },
    { trivy: 'DS-0022' },
    { checkov: 'CKV_DOCKER_6' },
    { kics: '99614418-f82b-4852-a9ae-5051402b741c' },
    { semgrep: 'dockerfile.best-practice.maintainer-is-deprecated.maintainer-is-deprecated' },
    { sonar: 'S6586' },
  ],
  docs: {
    why: 'MAINTAINER has been deprecated since 2017. A label says the same, and tools read it: `LABEL org.opencontainers.image.authors="…"`.',
    bad: 'FROM node:24.4-alpine\nMAINTAINER Jo <jo@example.com>\nUSER node\n',
    good: 'FROM node:24.4-alpine\nLABEL org.opencontainers.image.authors="Jo <jo@example.com>"\nUSER node\n',
    limits: 'None.',
  },
  *stage(stage) {
    for (const step of stage.steps) {
      const { name, keyword, args } = step.instruction;
      const [author] = args;
      if (name !== 'MAINTAINER' || !author) continue;
      yield {
        range: rangeOfWord(step, keyword),
        message: `MAINTAINER is deprecated; write 'LABEL ${LABEL}="…"'`,
        fixes: fixOf(stage, step, author),
      };
    }
  },
});

const LABEL = 'org.opencontainers.image.authors';

function fixOf(stage: Stage, step: Step, author: Word): Fix[] {
  const { keyword, headLineCount, open } = step.instruction;
  const hasLabel = stage.steps.some(({ instruction: { name, text } }) => name === 'LABEL' && text.includes(LABEL));
  if (headLineCount > 1 || open || hasLabel) return [];
  const { escape } = stage.globals;
  const plain = /^(["'])(.*)\1$/.exec(author.text)?.[2] ?? author.text;
  const value = [...plain].map((c) => (c === '"' || c === '$' || c === escape ? escape + c : c)).join('');
  return editFix({
    title: 'Say it in a label',
    safety: 'safe',
    delta: { removes: ['MAINTAINER'], adds: ['LABEL'] },
    edits: [
      { range: rangeOfWord(step, { start: keyword.start, end: author.end }), newText: `LABEL ${LABEL}="${value}"` },
    ],
  });
}
