// EXPOSE of what is no port.
import { expandWord } from '../../dockerfile/expand';
import { readPorts } from '../../dockerfile/ports';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { actingInstruction, type Word } from '../../dockerfile/syntax';
import { editFix } from '../../rule/edit-fix';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'invalid-port',
  title: 'EXPOSE of what is no port',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['EXPOSE'],
  references: [
    { hadolint: 'DL3011' },
    { buildkit: 'ExposeInvalidFormat' },
    { buildkit: 'ExposeProtoCasing' },
    { trivy: 'DS-0008' },
    { kics: '71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e' },
    { semgrep: 'dockerfile.correctness.invalid-port.invalid-port' },
  ],
  docs: {
    why: 'EXPOSE says what the container listens to: a port between 1 and 65535, or a range, with tcp, udp or sctp. What is none fails the build or the start of the container. Which port of the host it gets is said when it is run (`docker run -p 8080:80`), not here.',
    bad: 'FROM node:24.4-alpine\nEXPOSE 80808\nUSER node\n',
    good: 'FROM node:24.4-alpine\nEXPOSE 8080 5000-5010/udp\nUSER node\n',
    limits: 'Nothing is said where a variable without a value decides.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      const { name, args } = actingInstruction(step);
      if (name !== 'EXPOSE') continue;
      for (const word of args) {
        if (word.text.startsWith('#')) {
          yield {
            range: rangeOfWord(step, word),
            message: "EXPOSE takes '#' for a port; write the comment on a line of its own",
          };
          break;
        }
        const value = expandWord(word.text, stage.globals.escape, stage.variables.at(index))?.text;
        for (const text of value?.split(/\s+/) ?? []) {
          if (text === '' || (isPort(text) && !/\/.*[A-Z]/.test(text))) continue;
          if (isPort(text)) {
            yield casing(step, word, text);
            continue;
          }
          const inner = /:([^:]+)$/.exec(text)?.[1];
          const fixed = inner !== undefined && isPort(inner) && text === word.text ? inner : undefined;
          yield {
            range: rangeOfWord(step, word),
            message:
              fixed === undefined
                ? `'${text}' is no port; write one between 1 and 65535, with '/tcp', '/udp' or nothing behind it`
                : `'${text}' names a port of the host, which EXPOSE can't; write '${fixed}'`,
            fixes: editFix({
              title: `Write '${fixed ?? ''}'`,
              safety: 'safe',
              delta: { changes: [step.instruction.name] },
              edits: fixed === undefined ? undefined : [{ range: rangeOfWord(step, word), newText: fixed }],
            }),
          };
        }
      }
    }
  },
});

function isPort(text: string): boolean {
  const ports = readPorts(text);
  return ports !== undefined && ports.first > 0 && /^(?:tcp|udp|sctp)$/.test(ports.protocol);
}

function casing(step: Step, word: Word, text: string): Report {
  const newText = text.toLowerCase();
  return {
    range: rangeOfWord(step, word),
    severity: 'hint',
    message: `'${text}' has its protocol in upper case; write '${newText}'`,
    fixes: editFix({
      title: `Write '${newText}'`,
      safety: 'safe',
      delta: { changes: [step.instruction.name] },
      edits: word.text === text ? [{ range: rangeOfWord(step, word), newText }] : undefined,
    }),
  };
}
